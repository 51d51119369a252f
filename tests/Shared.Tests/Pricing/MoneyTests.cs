using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000000001")]
    [InlineData(123_456, "0.000123456")]
    [InlineData(1_000_000_000, "1")]
    [InlineData(-5, "-0.000000005")]
    public void ToString_AnyAmount_IsPlainDecimal(long nanos, string expected) =>
        Assert.Equal(expected, new Money(nanos).ToString());

    [Fact]
    public void FromUsd_HalfANano_RoundsAwayFromZero() =>
        Assert.Equal(2, Money.FromUsd(0.0000000015m).NanoUsd);
}
