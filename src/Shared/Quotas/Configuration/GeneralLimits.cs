namespace Tollgate.Quotas.Configuration;

/// <summary>What <c>costControls</c>, <c>budget</c>, <c>rateLimit</c> and the profile say together.</summary>
internal sealed record GeneralLimits
{
    public ScopedLimits Limits { get; init; } = ScopedLimits.None;

    /// <summary>Rates by the name of the tier, for the tenants that are in it.</summary>
    public IReadOnlyDictionary<string, LimitSet> Tiers { get; init; } = new Dictionary<string, LimitSet>();

    /// <summary>Percentages of a budget at which to alert, ascending; empty: never.</summary>
    public IReadOnlyList<int> AlertThresholds { get; init; } = [];

    /// <summary>False: <c>budget.enabled</c> is, and no tenant's budget holds.</summary>
    public bool AllowsBudgets { get; init; } = true;

    /// <summary>False: <c>rateLimit.enabled</c> is, and no tenant's rate limit holds.</summary>
    public bool AllowsRates { get; init; } = true;
}
