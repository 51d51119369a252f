namespace Tollgate.Pricing.Ceilings;

/// <summary>Lowers a ceiling to what is left of a budget, by allowing shorter answers.</summary>
internal static class Affordable
{
    /// <summary>
    /// The highest ceiling that fits into what is left: the same where all of it fits, one with a lower
    /// <see cref="CostCeiling.OutputBound"/>, to be imposed, where an answer of at least <paramref name="minimum"/> tokens does,
    /// and null where not even that.
    /// </summary>
    /// <param name="ceiling">Of the request as the client made it.</param>
    /// <param name="nanoUsd">Left of the money; null for no limit.</param>
    /// <param name="tokens">Left of the tokens, input and output together; null for no limit.</param>
    /// <param name="minimum">Tokens of an answer below which it is not worth having, unless the client asked for less.</param>
    public static CostCeiling? Within(in CostCeiling ceiling, long? nanoUsd, long? tokens, long minimum)
    {
        var output = long.MaxValue;
        if (nanoUsd is { } money && ceiling.Cost > Money.Zero)
        {
            // What costs nothing fits even where the budget is overdrawn.
            output = ceiling.Price.OutputFor(new Money(money), ceiling.InputTokens);
        }

        if (tokens is { } count)
        {
            output = Math.Min(output, long.CreateSaturating((Int128)count - ceiling.InputTokens));
        }

        if (output >= ceiling.OutputTokens)
        {
            return ceiling;
        }

        // Less than an answer without output needs is less than nothing: no floor may round it up.
        var each = output < 0 || ceiling.Choices == 0 ? -1 : output / ceiling.Choices;
        return each >= Math.Min(minimum, ceiling.OutputBound)
            ? ceiling with { OutputBound = each, MustImpose = true }
            : null;
    }
}
