using FsCheck;
using FsCheck.Fluent;
using Tollgate.Analytics.Experiments;

namespace Tollgate.Tests.Analytics.Experiments;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_OfAnyLatencies_IsOffByLessThanAFifth() =>
        Prop.ForAll(
            (from values in Gen.Choose(1, 600_000).NonEmptyListOf() from percent in Gen.Choose(1, 100) select (values, percent)).ToArbitrary(),
            scenario =>
            {
                int[] sorted = [.. scenario.values.Order()];
                var exact = sorted[(int)Math.Ceiling(scenario.percent / 100.0 * sorted.Length) - 1];

                var told = LatencyHistogram.Percentile(Buckets(sorted), scenario.percent / 100.0)!.Value;

                Assert.InRange(told / exact, 0.8, 1.2);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Percentile_OfNothing_IsUnknown() => Assert.Null(LatencyHistogram.Percentile([], 0.5));

    [Fact]
    public void BucketOf_EndlessLatency_IsTheLast() => Assert.Equal(LatencyHistogram.MaxBuckets - 1, LatencyHistogram.BucketOf(TimeSpan.FromDays(9)));

    private static List<long> Buckets(IEnumerable<int> milliseconds)
    {
        var buckets = new List<long>();
        foreach (var value in milliseconds)
        {
            LatencyHistogram.Add(buckets, LatencyHistogram.BucketOf(TimeSpan.FromMilliseconds(value)), 1);
        }

        return buckets;
    }
}
