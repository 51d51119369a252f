namespace Tollgate.Quotas.Configuration;

/// <summary>Limits for all, and for each subject that has none of its own.</summary>
internal sealed record ScopedLimits
{
    public static ScopedLimits None { get; } = new();

    /// <summary>Of all tenants together.</summary>
    public LimitSet Total { get; init; } = LimitSet.Empty;

    /// <summary>Of each tenant.</summary>
    public LimitSet Tenant { get; init; } = LimitSet.Empty;

    /// <summary>Of each user of each tenant.</summary>
    public LimitSet User { get; init; } = LimitSet.Empty;

    /// <summary>Of each API key.</summary>
    public LimitSet Key { get; init; } = LimitSet.Empty;

    /// <summary>Both, where this one has the last word on what it speaks of.</summary>
    public ScopedLimits Over(ScopedLimits general) => new()
    {
        Total = Total.Over(general.Total),
        Tenant = Tenant.Over(general.Tenant),
        User = User.Over(general.User),
        Key = Key.Over(general.Key),
    };
}
