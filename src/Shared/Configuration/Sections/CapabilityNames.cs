using System.Text.Json;
using Tollgate.Configuration.Reading;
using Tollgate.Pricing;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads a model's <c>capabilities</c>, in the snake_case names that <c>/v1/models</c> shows.</summary>
internal static class CapabilityNames
{
    private static readonly Dictionary<string, ModelCapabilities> ByName = Enum.GetValues<ModelCapabilities>()
        .Where(capability => capability != ModelCapabilities.None)
        .ToDictionary(capability => JsonNamingPolicy.SnakeCaseLower.ConvertName(capability.ToString()), StringComparer.Ordinal);

    /// <summary>Null when none are given: then the catalogue's hold.</summary>
    public static ModelCapabilities? Read(ConfigurationSection model)
    {
        if (model.Find("capabilities") is not { } list)
        {
            return null;
        }

        var capabilities = ModelCapabilities.None;
        foreach (var item in list.Items())
        {
            capabilities |= item.OneOf(ByName.Keys) is { } name ? ByName[name] : ModelCapabilities.None;
        }

        return capabilities;
    }
}
