using System.Text.Json.Serialization;

namespace Tollgate.Analytics;

/// <summary>
/// What the requests of one hour, user, model, provider and status add up to. A request is counted with the provider that answered it or
/// failed last; each of its attempts, with what it was billed, with the provider that was asked.
/// </summary>
internal sealed record UsageRow
{
    /// <summary>0 to 23, UTC. Written even when zero, so that a row without an hour is seen to be broken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Hour { get; init; }

    public string? User { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    /// <summary>100 to 999.</summary>
    public required int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required UsageTotals Totals { get; init; }

    [JsonIgnore]
    public bool IsPlausible => Hour is >= 0 and < UsageState.HoursADay && Status is >= 100 and <= 999 && !Totals.HasNegative;
}
