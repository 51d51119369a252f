using Tollgate.Configuration.Reading;
using Tollgate.Pricing;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads a model's <c>capabilities</c>, in the names that <c>/v1/models</c> shows.</summary>
internal static class CapabilityNames
{
    private static readonly string[] All = [.. ModelCapabilityNames.Of((ModelCapabilities)(-1))];

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
            capabilities |= ModelCapabilityNames.Parse(item.OneOf(All));
        }

        return capabilities;
    }
}
