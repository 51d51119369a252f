namespace Tollgate.Quotas.Configuration;

/// <summary>What a tenant's own section says about limits.</summary>
internal sealed record TenantLimits
{
    public static TenantLimits None { get; } = new();

    /// <summary>IANA name of the zone in which the tenant's days and months begin. Default: UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>For its limits, and those of its users and keys, that do not say themselves. Null: the default for each limit.</summary>
    public QuotaMode? Mode { get; init; }

    /// <summary>The tenant's own, over those of its tier.</summary>
    public LimitSet Own { get; init; } = LimitSet.Empty;

    /// <summary>By API key id.</summary>
    public IReadOnlyDictionary<string, LimitSet> Keys { get; init; } = new Dictionary<string, LimitSet>();
}
