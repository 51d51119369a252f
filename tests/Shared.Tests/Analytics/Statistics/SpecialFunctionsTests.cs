using Tollgate.Analytics.Statistics;

namespace Tollgate.Tests.Analytics.Statistics;

public sealed class SpecialFunctionsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.4795001221869535)]
    [InlineData(1.9, 0.0072095707647425325)]
    [InlineData(2.1, 0.002979466656332984)]
    [InlineData(5, 1.5374597944280351e-12)]
    public void Erfc_IsAsTabulated(double x, double expected) => AssertClose(expected, SpecialFunctions.Erfc(x));

    [Theory]
    [InlineData(0.5, 0.5723649429247004)]
    [InlineData(4.5, 2.453736570842443)]
    [InlineData(50000.5, 490989.83315821405)]
    public void LogGamma_IsAsTabulated(double x, double expected) => AssertClose(expected, SpecialFunctions.LogGamma(x));

    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(2.5, 7.3, 0.0396502346656)]
    [InlineData(2, 30, 0.054625044963)]
    [InlineData(3.2, 1000, 0.0014175383042)]
    public void StudentTwoSided_IsAsTabulated(double t, double degrees, double expected) =>
        AssertClose(expected, StudentDistribution.TwoSided(t, degrees));

    [Theory]
    [InlineData(1, 12.706204736432095)]
    [InlineData(10, 2.2281388519649385)]
    [InlineData(30, 2.0422724563012373)]
    [InlineData(1e9, 1.959963984540054)]
    public void StudentQuantile_IsAsTabulated(double degrees, double expected) => AssertClose(expected, StudentDistribution.Quantile975(degrees));

    [Fact]
    public void Student_OfManyDegrees_RunsIntoTheNormalDistributionWithoutAStep() =>
        Assert.Equal(StudentDistribution.TwoSided(2, 99_999), StudentDistribution.TwoSided(2, 100_001), 5);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.31731050786291415)]
    [InlineData(-2.5, 0.012419330651552278)]
    [InlineData(5, 5.733031437583892e-07)]
    public void NormalTwoSided_IsAsTabulated(double z, double expected) => AssertClose(expected, NormalDistribution.TwoSided(z));

    private static void AssertClose(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-10, 1 + 1e-10);
}
