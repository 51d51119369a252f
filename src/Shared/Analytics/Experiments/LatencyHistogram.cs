namespace Tollgate.Analytics.Experiments;

/// <summary>
/// Counts of latencies in buckets that widen with them, four an octave from 1 ms to about 18 minutes: a percentile read from them is off
/// by less than a fifth. The list is as long as its highest bucket needs.
/// </summary>
internal static class LatencyHistogram
{
    public const int MaxBuckets = 80;

    private const int BucketsAnOctave = 4;

    /// <summary>The first bucket ends where the second one begins: at 1 ms.</summary>
    public static int BucketOf(TimeSpan latency) => latency.TotalMilliseconds < 1
        ? 0
        : Math.Min(MaxBuckets - 1, 1 + (int)(Math.Log2(latency.TotalMilliseconds) * BucketsAnOctave));

    public static void Add(List<long> buckets, int bucket, long count)
    {
        while (buckets.Count <= bucket)
        {
            buckets.Add(0);
        }

        buckets[bucket] = UsageTotals.Add(buckets[bucket], count);
    }

    /// <summary>In milliseconds; null of no values.</summary>
    /// <param name="buckets">Counts.</param>
    /// <param name="share">Of the values that are no larger, 0 to 1.</param>
    public static double? Percentile(IReadOnlyList<long> buckets, double share)
    {
        var rank = share * buckets.Sum(count => (double)count);
        var below = 0.0;
        for (var bucket = 0; bucket < buckets.Count; bucket++)
        {
            var count = buckets[bucket];
            if (count > 0 && below + count >= rank)
            {
                var (start, end) = (StartOf(bucket), StartOf(bucket + 1));
                return start + ((end - start) * (rank - below) / count);
            }

            below += count;
        }

        return null;
    }

    private static double StartOf(int bucket) => bucket == 0 ? 0 : double.Exp2((bucket - 1) / (double)BucketsAnOctave);
}
