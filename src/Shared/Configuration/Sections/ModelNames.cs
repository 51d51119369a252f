using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Checks that what refers to a model refers to one that clients could ask for.</summary>
internal static class ModelNames
{
    /// <summary>A model of a disabled provider is no error: it is left out, as everything of that provider is.</summary>
    public static void RequireKnown(ConfigurationSection section, string member, IEnumerable<string> names, ModelTable table)
    {
        foreach (var name in names.Where(name => !table.Knows(name) && !table.IsOfDisabledProvider(name)))
        {
            section.Error(member, $"names \"{name}\", which is no model that is served{NameSuggestion.For(name, table.Names)}");
        }
    }
}
