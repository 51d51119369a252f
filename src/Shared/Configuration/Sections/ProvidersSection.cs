using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>providers</c>.</summary>
internal static class ProvidersSection
{
    /// <summary>The file's providers in its order, the disabled ones included.</summary>
    public static IReadOnlyList<ConfiguredProvider> Read(ConfigurationSection section, DeploymentBuilder builder)
    {
        var providers = new List<ConfiguredProvider>();
        foreach (var entry in section.Entries())
        {
            if (!Identifier.IsValid(entry.Name))
            {
                entry.Error($"is no provider name, which {Identifier.Rule}");
            }

            providers.Add(ProviderSection.Read(entry.Section(), builder));
        }

        return providers;
    }
}
