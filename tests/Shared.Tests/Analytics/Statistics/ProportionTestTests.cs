using Tollgate.Analytics.Statistics;

namespace Tollgate.Tests.Analytics.Statistics;

public sealed class ProportionTestTests
{
    [Fact]
    public void Compare_FiveAndEightPercentOfAThousand_HasTheTextbooksFigures()
    {
        var comparison = ProportionTest.Compare(50, 1000, 80, 1000);

        Assert.Equal(0.03, comparison.Difference!.Value, 12);
        Assert.Equal(0.0065065974836, comparison.PValue!.Value, 9);
        Assert.Equal(0.03 - 0.0215685109, comparison.Interval!.Value.Low, 9);
        Assert.Equal(0.03 + 0.0215685109, comparison.Interval.Value.High, 9);
        Assert.True(comparison.IsSignificant);
    }

    [Fact]
    public void Compare_SameRate_IsChance() => Assert.Equal(1, ProportionTest.Compare(50, 1000, 50, 1000).PValue);

    [Theory]
    [InlineData(0, 1000, 0, 1000)]
    [InlineData(0, 20, 9, 20)]
    [InlineData(20, 20, 20, 20)]
    public void Compare_TooFewErrorsOrSuccesses_ConcludesNothing(long errors, long count, long otherErrors, long otherCount)
    {
        var comparison = ProportionTest.Compare(errors, count, otherErrors, otherCount);

        Assert.False(comparison.IsSignificant);
        Assert.NotNull(comparison.Doubt);
    }

    [Fact]
    public void Compare_WithoutRequests_HasNoFigures() => Assert.Null(ProportionTest.Compare(0, 0, 1, 2).Difference);
}
