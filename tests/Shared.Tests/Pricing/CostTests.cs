using FsCheck;
using FsCheck.Fluent;
using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

public sealed class CostTests
{
    private static readonly ModelPrice Tiered = new()
    {
        Input = 1.25m,
        Output = 10m,
        CacheRead = 0.125m,
        Tiers =
        [
            new PriceTier(200_000, new ModelPrice { Input = 2.5m, Output = 15m, CacheRead = 0.25m }),
            new PriceTier(500_000, new ModelPrice { Input = 4m, Output = 20m }),
        ],
    };

    [Fact]
    public void Of_PlainText_BillsInputAndOutput() =>
        AssertCost(7_500_000, new() { Input = 1_000, Output = 500 }, CreatePrice(2.5m, 10m));

    [Fact]
    public void Of_CachedInput_BillsEachTokenOnce() =>
        AssertCost(16_655_000, new() { Input = 1_234, CacheRead = 10_240, Output = 77 }, CreatePrice(2.5m, 10m) with { CacheRead = 1.25m });

    [Fact]
    public void Of_CacheWritesOfBothLifetimes_BillsEachAtItsPrice() =>
        AssertCost(
            28_544_250,
            new() { Input = 17, CacheRead = 20_000, CacheWrite = 1_111, CacheWriteHour = 2_222, Output = 333 },
            CreatePrice(3m, 15m) with { CacheRead = 0.3m, CacheWrite = 3.75m, CacheWriteHour = 6m });

    [Fact]
    public void Of_Reasoning_BillsAtTheOutputPrice() =>
        AssertCost(10_422_500, new() { Input = 50, Output = 12, Reasoning = 1_024 }, CreatePrice(1.25m, 10m));

    [Fact]
    public void Of_ReasoningWithAPriceOfItsOwn_BillsAtThat() =>
        AssertCost(3_254_500, new() { Input = 50, Output = 12, Reasoning = 1_024 }, CreatePrice(1.25m, 10m) with { Reasoning = 3m });

    [Fact]
    public void Of_Audio_BillsAtTheAudioPrices() =>
        AssertCost(
            30_750_000,
            new() { Input = 20, AudioInput = 150, Output = 30, AudioOutput = 400 },
            CreatePrice(2.5m, 10m) with { AudioInput = 32m, AudioOutput = 64m });

    [Theory]
    [InlineData(0.05, 0.03, 500)]
    [InlineData(null, 0.03, 300)]
    [InlineData(null, null, 10_000)]
    public void Of_CachedAudio_BillsAtItsPriceElseTheCachesElseTheAudios(double? audioCacheRead, double? cacheRead, long nanos) =>
        AssertCost(
            nanos,
            new() { AudioCacheRead = 10 },
            CreatePrice(0.3m, 2.5m) with { AudioInput = 1m, AudioCacheRead = (decimal?)audioCacheRead, CacheRead = (decimal?)cacheRead });

    [Fact]
    public void Of_BucketsWithoutAPrice_FallBackToInputAndOutput() =>
        AssertCost(
            42_000,
            new()
            {
                Input = 1,
                CacheRead = 1,
                CacheWrite = 1,
                CacheWriteHour = 1,
                AudioInput = 1,
                AudioCacheRead = 1,
                Output = 1,
                Reasoning = 1,
                AudioOutput = 1,
            },
            CreatePrice(1m, 12m));

    [Fact]
    public void Of_HourWritesWithoutAPrice_FallBackToTheShorterLifetime() =>
        AssertCost(37_500, new() { CacheWriteHour = 10 }, CreatePrice(3m, 15m) with { CacheWrite = 3.75m });

    [Fact]
    public void Of_FreeModel_IsZero() =>
        AssertCost(0, new() { Input = 1_000_000, Output = 1_000_000 }, CreatePrice(0m, 0m));

    [Fact]
    public void Of_PriceWhoseTiersJsonLeftOut_IsTheBasePrice() =>
        AssertCost(1_000, new() { Input = 1 }, CreatePrice(1m, 1m) with { Tiers = null! });

    [Theory]
    [InlineData(150_000, 50_000, 194_750_000)] // 200,000 exactly: still the base price
    [InlineData(150_001, 50_000, 389_002_500)] // one above: the whole request at the tier's price
    [InlineData(450_000, 50_000, 1_139_000_000)] // 500,000 exactly: still the first tier
    [InlineData(450_001, 50_000, 2_002_004_000)] // the second tier has no cached price: cached tokens at its input price
    public void Of_LongContext_PricesTheWholeRequestByItsTotalInput(long input, long cacheRead, long nanos) =>
        AssertCost(nanos, new() { Input = input, CacheRead = cacheRead, Output = 100 }, Tiered);

    [Fact]
    public void Of_NegativeBucket_DoesNotHideALongContext() =>
        AssertCost(500_002_500, new() { Input = 200_001, CacheRead = -5 }, Tiered);

    [Theory]
    [InlineData(1, 3)] // 2.5 nano-dollars: a half goes up, not to the even neighbour
    [InlineData(2, 5)]
    [InlineData(3, 8)]
    public void Of_FractionsOfANano_RoundHalfAwayFromZero(long tokens, long nanos) =>
        AssertCost(nanos, new() { Input = tokens }, CreatePrice(0.0025m, 0m));

    [Fact]
    public void Of_FractionsInSeveralBuckets_RoundsTheSumOnly() =>
        AssertCost(1, new() { Input = 1, Output = 1 }, CreatePrice(0.0005m, 0.0005m));

    [Fact]
    public void Of_NegativeTokens_BillNothing() =>
        AssertCost(2_500_000, new() { Input = 1_000, Output = -1_000_000, CacheRead = long.MinValue }, CreatePrice(2.5m, 10m));

    [Theory]
    [InlineData("0.000001")]
    [InlineData("180")]
    [InlineData("79228162514264337593543950335")]
    public void Of_AbsurdUsage_SaturatesAndNeverWraps(string price)
    {
        var usage = new TokenUsage { Input = long.MaxValue, CacheRead = long.MaxValue, Output = long.MaxValue };
        var expected = price == "0.000001" ? 27_670_116_110_564_327 : long.MaxValue;

        AssertCost(expected, usage, CreatePrice(decimal.Parse(price, provider: null), decimal.Parse(price, provider: null)));
    }

    [Fact]
    public void Of_MoreInput_NeverCostsLess() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<int, int, NonNegativeInt>((input, output, more) =>
        {
            // Scaled so that the generated sizes fall on both sides of both thresholds.
            var usage = new TokenUsage { Input = input * 10_000L, Output = output };
            var cost = Cost.Of(usage, Tiered);
            return cost >= Money.Zero && Cost.Of(usage with { Input = usage.Input + (more.Get * 5_000L) }, Tiered) >= cost;
        }));

    private static ModelPrice CreatePrice(decimal input, decimal output) => new() { Input = input, Output = output };

    private static void AssertCost(long nanos, TokenUsage usage, ModelPrice price) =>
        Assert.Equal(new Money(nanos), Cost.Of(usage, price));
}
