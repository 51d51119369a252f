namespace Tollgate.Quotas.Configuration;

/// <summary>One limit as it stands in the configuration, before it is known whose it is.</summary>
/// <param name="Path">Where it stands, for messages.</param>
/// <param name="Limit">In the unit: nano-dollars, requests or tokens. A bucket's capacity.</param>
internal sealed record ConfiguredLimit(string Path, long Limit)
{
    /// <summary>For a bucket: requests per second.</summary>
    public decimal RefillPerSecond { get; init; }

    /// <summary>Null: the tenant's mode, else the default for the limit.</summary>
    public QuotaMode? Mode { get; init; }

    /// <summary>What one instance may spend per window while the store is down, in the unit. Default: 0, deny.</summary>
    public long OutageAllowance { get; init; }
}
