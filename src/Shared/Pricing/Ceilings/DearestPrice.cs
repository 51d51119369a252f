using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>
/// The most that any token of a request can cost, in US dollars per million: over all tiers that its input can reach, and over all
/// buckets that its tokens can be booked to.
/// </summary>
internal readonly record struct DearestPrice(decimal Input, decimal Output)
{
    // One dollar per million tokens is a thousand nano-dollars per token.
    private const decimal NanosPerTokenAtOneUsd = 1_000m;

    /// <param name="price">All prices of the model.</param>
    /// <param name="inputTokens">The most that the request's input can be.</param>
    /// <param name="cost">What the request asks for.</param>
    public static DearestPrice Of(ModelPrice price, long inputTokens, in CostFacts cost)
    {
        // A file may hold sound, too.
        var hears = cost.HearsAudio || cost.UnmeasuredMember is not null;
        var dearest = OfRow(price, hears, cost.SpeaksAudio);
        var tiers = price.Tiers;
        for (var i = 0; i < tiers.Count && tiers[i].AboveInputTokens < inputTokens; i++)
        {
            var tier = OfRow(tiers[i].Price, hears, cost.SpeaksAudio);
            dearest = new DearestPrice(Math.Max(dearest.Input, tier.Input), Math.Max(dearest.Output, tier.Output));
        }

        return dearest;
    }

    /// <summary>Rounded up to the nano-dollar; saturates.</summary>
    public Money Of(long inputTokens, long outputTokens)
    {
        try
        {
            var nanos = decimal.Ceiling(((inputTokens * Input) + (outputTokens * Output)) * NanosPerTokenAtOneUsd);
            return new Money(nanos < long.MaxValue ? (long)nanos : long.MaxValue);
        }
        catch (OverflowException)
        {
            return new Money(long.MaxValue);
        }
    }

    /// <summary>The most output tokens that <paramref name="budget"/> pays for beside the input; negative if it does not even pay for that.</summary>
    public long OutputFor(Money budget, long inputTokens)
    {
        try
        {
            var left = (budget.NanoUsd / NanosPerTokenAtOneUsd) - (inputTokens * Input);
            if (left < 0)
            {
                return -1;
            }

            var tokens = Output == 0 ? long.MaxValue : decimal.Floor(left / Output);
            var most = tokens < long.MaxValue ? (long)tokens : long.MaxValue;

            // The quotient is rounded in its 29th digit, down or up.
            return Of(inputTokens, most) > budget ? most - 1
                : most < long.MaxValue && Of(inputTokens, most + 1) <= budget ? most + 1
                : most;
        }
        catch (OverflowException)
        {
            // Only prices beyond all reason lead here.
            return -1;
        }
    }

    private static DearestPrice OfRow(ModelPrice price, bool hears, bool speaks)
    {
        var input = Math.Max(Math.Max(price.Input, price.CacheRead ?? 0), Math.Max(price.CacheWrite ?? 0, price.CacheWriteHour ?? 0));
        var output = Math.Max(price.Output, price.Reasoning ?? 0);
        return new DearestPrice(
            hears ? Math.Max(input, Math.Max(price.AudioInput ?? 0, price.AudioCacheRead ?? 0)) : input,
            speaks ? Math.Max(output, price.AudioOutput ?? 0) : output);
    }
}
