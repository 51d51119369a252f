namespace Tollgate.Analytics.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>Nineteen values of twenty are within this distance of the mean.</summary>
    public const double Quantile975 = 1.959963984540054;

    /// <summary>How likely chance alone brings a value at least as far from the mean, on either side.</summary>
    public static double TwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));
}
