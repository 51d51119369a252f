using System.Text.Json.Serialization;

namespace Tollgate.Analytics;

/// <summary>The figures of a roll-up. All are counts or sums and never negative; a sum too large stays at the largest.</summary>
internal readonly record struct UsageTotals
{
    public long Requests { get; init; }

    /// <summary>Requests that ended with status 400 or above.</summary>
    public long Errors { get; init; }

    /// <summary>All input tokens, cached or not.</summary>
    public long Input { get; init; }

    /// <summary>The part of <see cref="Input"/> read from a provider's prompt cache.</summary>
    public long CachedInput { get; init; }

    /// <summary>All output tokens, reasoning included.</summary>
    public long Output { get; init; }

    /// <summary>The part of <see cref="Output"/> that was reasoning.</summary>
    public long Reasoning { get; init; }

    public long CostNanoUsd { get; init; }

    /// <summary>Calls to providers.</summary>
    public long Attempts { get; init; }

    /// <summary>Sum over the requests.</summary>
    public long DurationMs { get; init; }

    /// <summary>Requests whose tokens the gateway had to estimate.</summary>
    public long Estimated { get; init; }

    [JsonIgnore]
    public long Tokens => Add(Input, Output);

    [JsonIgnore]
    public bool HasNegative =>
        (Requests | Errors | Input | CachedInput | Output | Reasoning | CostNanoUsd | Attempts | DurationMs | Estimated) < 0;

    public static UsageTotals operator +(in UsageTotals left, in UsageTotals right) => new()
    {
        Requests = Add(left.Requests, right.Requests),
        Errors = Add(left.Errors, right.Errors),
        Input = Add(left.Input, right.Input),
        CachedInput = Add(left.CachedInput, right.CachedInput),
        Output = Add(left.Output, right.Output),
        Reasoning = Add(left.Reasoning, right.Reasoning),
        CostNanoUsd = Add(left.CostNanoUsd, right.CostNanoUsd),
        Attempts = Add(left.Attempts, right.Attempts),
        DurationMs = Add(left.DurationMs, right.DurationMs),
        Estimated = Add(left.Estimated, right.Estimated),
    };

    /// <summary>What is left of <paramref name="left"/>, and never less than nothing.</summary>
    public static UsageTotals operator -(in UsageTotals left, in UsageTotals right) => new()
    {
        Requests = Subtract(left.Requests, right.Requests),
        Errors = Subtract(left.Errors, right.Errors),
        Input = Subtract(left.Input, right.Input),
        CachedInput = Subtract(left.CachedInput, right.CachedInput),
        Output = Subtract(left.Output, right.Output),
        Reasoning = Subtract(left.Reasoning, right.Reasoning),
        CostNanoUsd = Subtract(left.CostNanoUsd, right.CostNanoUsd),
        Attempts = Subtract(left.Attempts, right.Attempts),
        DurationMs = Subtract(left.DurationMs, right.DurationMs),
        Estimated = Subtract(left.Estimated, right.Estimated),
    };

    /// <summary>The sum of two non-negative numbers, held at <see cref="long.MaxValue"/>.</summary>
    internal static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    private static long Subtract(long left, long right) => Math.Max(0, left - right);
}
