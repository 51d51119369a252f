using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>prices</c>: by <c>provider/model</c>, and <c>default</c>.</summary>
internal static class PricesSection
{
    private const string Default = "default";

    public static PriceOverrides Read(ConfigurationSection section)
    {
        var prices = section.Entries()
            .ToDictionary(entry => entry.Name, entry => PriceSection.Read(entry.Section()), StringComparer.Ordinal);
        prices.Remove(Default, out var fallback);
        return new PriceOverrides(prices, fallback);
    }

    /// <summary>A price that applies to nothing is a misspelt name, unless its provider is merely turned off.</summary>
    public static void ReportUnused(ConfigurationSection section, PriceOverrides prices, ModelTable table)
    {
        foreach (var name in prices.Unused)
        {
            if (table.IsOfDisabledProvider(name))
            {
                section.Notice(name, "has no effect while its provider is disabled");
            }
            else
            {
                section.Error(name, $"names no configured model, written provider/modelId{NameSuggestion.For(name, table.DeploymentIds)}");
            }
        }
    }
}
