using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas;

/// <summary>One limit of one account, as configured; also its form on the wire and in the account's state.</summary>
public sealed record QuotaDefinition
{
    /// <summary>The largest limit and amount: a thousand million dollars, in nano-dollars. Sums of a few stay inside a long.</summary>
    public const long MaxLimit = 1_000_000_000_000_000_000;

    /// <summary>Unique within the account and stable across revisions, as in <c>usd/month</c>.</summary>
    public string Id { get; init; } = "";

    public QuotaScope Scope { get; init; }

    /// <summary>The API key's id, for <see cref="QuotaScope.ApiKey"/>.</summary>
    public string? ApiKey { get; init; }

    public QuotaUnit Unit { get; init; }

    /// <summary>The calendar window; <see cref="WindowPeriod.None"/> makes a token bucket.</summary>
    public WindowPeriod Period { get; init; }

    /// <summary>IANA name of the zone whose calendar the windows follow. Default: UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Most that one window takes, or the bucket's capacity, in the unit.</summary>
    public long Limit { get; init; }

    /// <summary>A bucket's refill, in the unit per second.</summary>
    public decimal RefillPerSecond { get; init; }

    public QuotaMode Mode { get; init; }

    /// <summary>
    /// What one instance may spend per window while the store cannot be reached and its leases are used up, in the unit.
    /// Default: 0, deny. Whatever is allowed here is the limit's only way to be exceeded in strict mode.
    /// </summary>
    public long OutageAllowance { get; init; }

    /// <summary>For a money budget: percentages of the limit at which to alert, 1 to 100. Default: none.</summary>
    public IReadOnlyList<int> AlertThresholds { get; init; } = [];

    /// <summary>The highest revision wins; of two equal ones, the smaller limit, and where that is the same too, the stricter rest.</summary>
    public long Revision { get; init; }

    /// <summary>Members of newer code, kept for it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    [JsonIgnore]
    public bool IsBucket => Period == WindowPeriod.None;

    /// <summary>Never exceeded: strict, or a bucket, which is leased in either mode.</summary>
    [JsonIgnore]
    public bool IsExact => Mode == QuotaMode.Strict || IsBucket;

    /// <summary>Money in a calendar window.</summary>
    [JsonIgnore]
    public bool IsBudget => Unit == QuotaUnit.Usd && !IsBucket;

    internal bool Supersedes(QuotaDefinition other) =>
        Precedence.CompareTo(other.Precedence) > 0;

    // Two that differ in any of these never tie, so that every instance and the account settle on the same one.
    private (long Revision, long Limit, decimal Refill, int Mode, long Allowance, int Period) Precedence =>
        (Revision, -Limit, -RefillPerSecond, -(int)Mode, -OutageAllowance, -(int)Period);

    /// <summary>Same unit and same windows: the change can take effect inside a window.</summary>
    internal bool HasShapeOf(QuotaDefinition other) =>
        Unit == other.Unit && Period == other.Period && TimeZone == other.TimeZone && ApiKey == other.ApiKey;
}
