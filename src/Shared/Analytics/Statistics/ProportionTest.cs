namespace Tollgate.Analytics.Statistics;

/// <summary>Compares how often something happens in two groups, by the two-proportion z-test.</summary>
internal static class ProportionTest
{
    /// <summary>Below it, expected in either group, the normal approximation misleads.</summary>
    private const int FewestExpected = 5;

    /// <param name="controlHits">How often it happened in the control.</param>
    /// <param name="controlCount">How often it could have.</param>
    /// <param name="groupHits">Likewise in the group.</param>
    /// <param name="groupCount">Likewise in the group.</param>
    public static Comparison Compare(long controlHits, long controlCount, long groupHits, long groupCount)
    {
        if (controlCount == 0 || groupCount == 0)
        {
            return new Comparison(null, null, null, "One of the arms has no requests yet.");
        }

        var (p, q) = ((double)controlHits / controlCount, (double)groupHits / groupCount);
        var difference = q - p;
        var pooled = ((double)controlHits + groupHits) / ((double)controlCount + groupCount);
        var fewest = Math.Min(controlCount, groupCount) * Math.Min(pooled, 1 - pooled);
        var doubt = fewest < FewestExpected ? "Too few requests to tell: each arm should expect 5 errors and 5 successes." : null;

        // The test asks how far apart two samples of one rate fall; the interval knows of no common rate.
        var pooledError = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / controlCount) + (1.0 / groupCount)));
        var probability = pooledError == 0 ? 1 : NormalDistribution.TwoSided(difference / pooledError);
        var margin = NormalDistribution.Quantile975 * Math.Sqrt((p * (1 - p) / controlCount) + (q * (1 - q) / groupCount));
        return new Comparison(difference, (difference - margin, difference + margin), probability, doubt);
    }
}
