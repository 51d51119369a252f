namespace Tollgate.Analytics.Statistics;

/// <summary>Compares two means whose variances may differ, by Welch's t-test.</summary>
internal static class WelchTest
{
    /// <summary>Costs and latencies are skewed: a mean of fewer values is far from normally distributed.</summary>
    private const int FewestValues = 30;

    public static Comparison Compare(in Sample control, in Sample group)
    {
        if (control.Count == 0 || group.Count == 0)
        {
            return new Comparison(null, null, null, "One of the arms has no values yet.");
        }

        var difference = group.Mean - control.Mean;
        if (control.Count < 2 || group.Count < 2)
        {
            return new Comparison(difference, null, null, TooFew);
        }

        var doubt = Math.Min(control.Count, group.Count) < FewestValues ? TooFew : null;
        var (a, b) = (control.Variance / control.Count, group.Variance / group.Count);
        if (a + b == 0)
        {
            // Every request came to the same: nothing is left to chance.
            return new Comparison(difference, (difference, difference), difference == 0 ? 1 : 0, doubt);
        }

        var error = Math.Sqrt(a + b);
        var degrees = (a + b) * (a + b) / ((a * a / (control.Count - 1)) + (b * b / (group.Count - 1)));
        var margin = StudentDistribution.Quantile975(degrees) * error;
        var probability = StudentDistribution.TwoSided(difference / error, degrees);
        return new Comparison(difference, (difference - margin, difference + margin), probability, doubt);
    }

    private static string TooFew => $"Too few requests to tell: each arm needs {FewestValues} with a value.";
}
