using Tollgate.Analytics;
using Tollgate.Pricing;
using Tollgate.Routing.Attempts;

namespace Tollgate.Settlement;

/// <summary>
/// Figures of a roll-up, from what was settled. The entity refuses rows with impossible ones: one broken record must not be lost, nor
/// take its row with it.
/// </summary>
internal static class BookedFigures
{
    /// <summary>Of the whole request, all attempts included.</summary>
    public static UsageTotals Of(UsageRecord record) => Of(record.Usage, record.Cost) with
    {
        Requests = 1,
        Errors = StatusOf(record) >= 400 ? 1 : 0,
        Attempts = Math.Max(0, record.Attempts),
        DurationMs = Math.Max(0, (long)record.Duration.TotalMilliseconds),
        Estimated = record.Usage.IsEstimated ? 1 : 0,
    };

    /// <summary>What the provider that was asked has of them. That tokens were estimated is counted with the request.</summary>
    public static UsageTotals Of(FailedAttempt attempt) => Of(attempt.Usage, attempt.Cost) with { Attempts = 1 };

    public static int StatusOf(UsageRecord record) => Math.Clamp(record.Status, 100, 999);

    private static UsageTotals Of(in TokenUsage usage, Money cost) => new()
    {
        Input = Math.Max(0, usage.TotalInput),
        CachedInput = Math.Max(0, usage.TotalCacheRead),
        Output = Math.Max(0, usage.TotalOutput),
        Reasoning = Math.Max(0, usage.Reasoning),
        CostNanoUsd = Math.Max(0, cost.NanoUsd),
    };
}
