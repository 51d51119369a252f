namespace Tollgate.Pricing;

/// <summary>What usage costs at a price.</summary>
internal static class Cost
{
    // One dollar per million tokens is a thousand nano-dollars per token.
    private const decimal NanosPerTokenAtOneUsd = 1_000m;

    /// <summary>
    /// The exact sum over all buckets of <paramref name="usage"/>, rounded once to the nearest nano-dollar, halves away from
    /// zero. A negative token count bills nothing, and a sum beyond <see cref="Money"/> saturates: settlement must neither
    /// throw nor turn a bill into a credit, whatever an upstream reports.
    /// </summary>
    public static Money Of(in TokenUsage usage, ModelPrice price)
    {
        try
        {
            var nanos = Math.Round(Sum(usage, TierFor(usage, price)) * NanosPerTokenAtOneUsd, MidpointRounding.AwayFromZero);
            return new Money(nanos < long.MaxValue ? (long)nanos : long.MaxValue);
        }
        catch (OverflowException)
        {
            return new Money(long.MaxValue);
        }
    }

    private static decimal Sum(in TokenUsage usage, ModelPrice price) =>
        Bill(usage.Input, price.Input)
        + Bill(usage.CacheRead, price.CacheRead ?? price.Input)
        + Bill(usage.CacheWrite, price.CacheWrite ?? price.Input)
        + Bill(usage.CacheWriteHour, price.CacheWriteHour ?? price.CacheWrite ?? price.Input)
        + Bill(usage.AudioInput, price.AudioInput ?? price.Input)
        + Bill(usage.AudioCacheRead, price.AudioCacheRead ?? price.CacheRead ?? price.AudioInput ?? price.Input)
        + Bill(usage.Output, price.Output)
        + Bill(usage.Reasoning, price.Reasoning ?? price.Output)
        + Bill(usage.AudioOutput, price.AudioOutput ?? price.Output);

    private static decimal Bill(long tokens, decimal usdPerMillion) => tokens > 0 ? tokens * usdPerMillion : 0m;

    private static ModelPrice TierFor(in TokenUsage usage, ModelPrice price)
    {
        var tiers = price.Tiers;
        if (tiers.Count == 0)
            return price;

        var input = TotalInput(usage);
        for (var i = tiers.Count - 1; i >= 0; i--)
        {
            if (input > tiers[i].AboveInputTokens)
                return tiers[i].Price;
        }

        return price;
    }

    // In 128 bits: TokenUsage.TotalInput may wrap around, and lets a negative bucket hide the tokens of another.
    private static Int128 TotalInput(in TokenUsage usage) =>
        (Int128)Math.Max(0, usage.Input)
        + Math.Max(0, usage.CacheRead)
        + Math.Max(0, usage.CacheWrite)
        + Math.Max(0, usage.CacheWriteHour)
        + Math.Max(0, usage.AudioInput)
        + Math.Max(0, usage.AudioCacheRead);
}
