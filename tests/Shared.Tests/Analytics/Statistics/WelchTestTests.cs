using Tollgate.Analytics.Statistics;

namespace Tollgate.Tests.Analytics.Statistics;

public sealed class WelchTestTests
{
    // The published example of Welch's test with equal sizes: t = 2.46, 25 degrees of freedom, p = 0.021.
    private static readonly double[] First = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    private static readonly double[] Second = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];

    [Fact]
    public void Compare_PublishedExample_HasItsFigures()
    {
        var comparison = WelchTest.Compare(SampleOf(First), SampleOf(Second));

        Assert.Equal(2.1666666667, comparison.Difference!.Value, 9);
        Assert.Equal(0.0213780014629, comparison.PValue!.Value, 9);
        Assert.Equal(2.1666666667 - 1.8174296005, comparison.Interval!.Value.Low, 8);
        Assert.Equal(2.1666666667 + 1.8174296005, comparison.Interval.Value.High, 8);
    }

    [Fact]
    public void Compare_FewerThanThirtyValues_ConcludesNothing()
    {
        var comparison = WelchTest.Compare(SampleOf(First), SampleOf(Second));

        Assert.False(comparison.IsSignificant);
        Assert.Contains("Too few", comparison.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_EnoughValues_IsSignificantWhereTheIntervalIsClearOfZero()
    {
        var control = new Sample(100, 10, 4);

        Assert.True(WelchTest.Compare(control, new Sample(100, 11, 9)).IsSignificant);
        Assert.False(WelchTest.Compare(control, new Sample(100, 10.5, 9)).IsSignificant);
    }

    [Theory]
    [InlineData(3, true, 0)]
    [InlineData(2, false, 1)]
    public void Compare_ValuesThatNeverVary_LeaveNothingToChance(double mean, bool isSignificant, double probability)
    {
        var comparison = WelchTest.Compare(new Sample(100, 2, 0), new Sample(100, mean, 0));

        Assert.Equal((isSignificant, probability), (comparison.IsSignificant, comparison.PValue));
        Assert.Equal((mean - 2, mean - 2), comparison.Interval);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 5)]
    public void Compare_HardlyAnyValues_HasNoProbability(long control, long group)
    {
        var comparison = WelchTest.Compare(new Sample(control, 1, 0), new Sample(group, 2, 0));

        Assert.Null(comparison.PValue);
        Assert.Null(comparison.Interval);
        Assert.NotNull(comparison.Doubt);
        Assert.False(comparison.IsSignificant);
    }

    private static Sample SampleOf(double[] values)
    {
        var mean = values.Average();
        return new Sample(values.Length, mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
