using Tollgate.Pricing;

namespace Tollgate.Configuration.Profiles;

/// <summary>The <c>prices</c> section: prices by <c>provider/model</c>, and one for whatever else has none.</summary>
internal sealed class PriceOverrides(IReadOnlyDictionary<string, ModelPrice> byDeployment, ModelPrice? fallback)
{
    private readonly HashSet<string> _unused = new(byDeployment.Keys, StringComparer.Ordinal);

    /// <summary>For models that neither the file nor the catalogue prices. Null: they are errors.</summary>
    public ModelPrice? Default { get; } = fallback;

    /// <summary>Entries that priced nothing.</summary>
    public IReadOnlyCollection<string> Unused => _unused;

    /// <summary>The price of a deployment, marked as used; null when it has none here.</summary>
    public ModelPrice? Take(string deployment)
    {
        _unused.Remove(deployment);
        return byDeployment.GetValueOrDefault(deployment);
    }
}
