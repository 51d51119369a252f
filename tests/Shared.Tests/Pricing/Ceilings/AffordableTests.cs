using FsCheck;
using FsCheck.Fluent;
using Tollgate.Pricing.Ceilings;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Pricing.Ceilings;

public sealed class AffordableTests
{
    private const long Minimum = 16;

    private static readonly Gen<CostCeiling> Ceilings =
        from input in Gen.Choose(0, 200_000)
        from choices in Gen.Choose(1, 4)
        from bound in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, 100_000))
        from inputPrice in Gen.Choose(0, 30_000)
        from outputPrice in Gen.Choose(0, 30_000)
        select CreateCeiling(input, choices, bound, inputPrice / 7m, outputPrice / 7m);

    [Fact]
    public void Within_AllThatIsNeeded_LeavesTheCeilingAsItIs()
    {
        var ceiling = CreateCeiling(1_000, 2, 500, 2, 10);

        Assert.Equal(ceiling, Within(ceiling, ceiling.Cost.NanoUsd, ceiling.Tokens));
        Assert.Equal(ceiling, Within(ceiling, null, null));
    }

    [Theory]
    [InlineData(2_000_000 + (10_000 * 2 * 100), 100L)]
    [InlineData(2_000_000 + (10_000 * 2 * 100) + 19_999, 100L)]
    [InlineData(2_000_000 + (10_000 * 2 * 16), 16L)]
    [InlineData(2_000_000 + (10_000 * 2 * 16) - 1, null)] // fifteen tokens and a bit: no answer worth having
    [InlineData(1_999_999, null)]
    [InlineData(-5, null)]
    public void Within_LessMoney_AllowsShorterAnswers(long nanoUsd, long? bound)
    {
        var within = Within(CreateCeiling(1_000, 2, 500, 2, 10), nanoUsd, null);

        Assert.Equal((bound, bound is null ? null : true), (within?.OutputBound, within?.MustImpose));
    }

    [Theory]
    [InlineData(2_000, 500L)]
    [InlineData(1_999, 499L)]
    [InlineData(1_032, 16L)]
    [InlineData(1_031, null)]
    public void Within_FewerTokens_AllowsShorterAnswers(long tokens, long? bound) =>
        Assert.Equal(bound, Within(CreateCeiling(1_000, 2, 500, 2, 10), null, tokens)?.OutputBound);

    [Fact]
    public void Within_AnswerAskedToBeBrief_MayBeBelowTheFloor() =>
        Assert.Equal(3, Within(CreateCeiling(1_000, 1, 3, 2, 10), 2_030_000, null)?.OutputBound);

    [Fact]
    public void Within_OverdrawnBudget_StillTakesWhatIsFree() =>
        Assert.NotNull(Within(CreateCeiling(1_000, 1, 3, 0, 0), -1, null));

    [Fact]
    public void Within_InputThatDoesNotFit_IsRefusedForEmbeddingsToo() =>
        Assert.Null(Within(CreateCeiling(1_000, 0, 0, 2, 0), 1_999_999, null));

    [Fact]
    public void Within_BudgetToTheNanoDollarAtAPriceWithoutEnd_IsNotShortened()
    {
        var ceiling = CreateCeiling(198_968, 3, 21_518, 1925.2857142857142857142857143m, 1845.8571428571428571428571429m);

        Assert.Equal(ceiling, Within(ceiling, ceiling.Cost.NanoUsd, null));
    }

    [Fact]
    public void Within_AnyRemainder_IsTheMostThatFits() => Properties.Check(
        from ceiling in Ceilings
        from share in Gen.Choose(0, 1_200)
        from tokens in Gen.Choose(0, 1_200)
        select (ceiling, (long)(ceiling.Cost.NanoUsd * (Int128)share / 1_000), ceiling.Tokens * tokens / 1_000),
        given =>
        {
            var (ceiling, nanoUsd, tokens) = given;

            if (Within(ceiling, nanoUsd, tokens) is not { } within)
            {
                var floor = ceiling with { OutputBound = Math.Min(Minimum, ceiling.OutputBound) };
                Assert.True(floor.Cost.NanoUsd > nanoUsd || floor.Tokens > tokens);
                return;
            }

            Assert.True(within.Cost.NanoUsd <= nanoUsd && within.Tokens <= tokens);
            Assert.True(within.OutputBound <= ceiling.OutputBound);
            if (within.OutputBound < ceiling.OutputBound)
            {
                var next = within with { OutputBound = within.OutputBound + 1 };
                Assert.True(within.MustImpose && (next.Cost.NanoUsd > nanoUsd || next.Tokens > tokens));
            }
        },
        runs: 2_000);

    private static CostCeiling CreateCeiling(long input, long choices, long bound, decimal inputPrice, decimal outputPrice) => new()
    {
        InputTokens = input,
        Choices = choices,
        OutputBound = bound,
        Price = new DearestPrice(inputPrice, outputPrice),
    };

    private static CostCeiling? Within(CostCeiling ceiling, long? nanoUsd, long? tokens) => Affordable.Within(ceiling, nanoUsd, tokens, Minimum);
}
