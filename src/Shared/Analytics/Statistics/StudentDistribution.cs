namespace Tollgate.Analytics.Statistics;

/// <summary>Student's t distribution.</summary>
internal static class StudentDistribution
{
    /// <summary>From here on the normal distribution differs from it by less than anybody would print.</summary>
    private const double NearlyNormal = 100_000;

    /// <summary>Above the 97.5 % point of the widest distribution asked for, of one degree of freedom.</summary>
    private const double Widest = 13;

    /// <summary>How likely chance alone brings a value at least as far from the mean, on either side.</summary>
    public static double TwoSided(double t, double degrees) => degrees >= NearlyNormal
        ? NormalDistribution.TwoSided(t)
        : SpecialFunctions.IncompleteBeta(degrees / (degrees + (t * t)), degrees / 2, 0.5);

    /// <summary>Nineteen values of twenty are within this distance of the mean, for <paramref name="degrees"/> of at least one.</summary>
    public static double Quantile975(double degrees)
    {
        if (degrees >= NearlyNormal)
        {
            return NormalDistribution.Quantile975;
        }

        var (low, high) = (NormalDistribution.Quantile975, Widest);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = TwoSided(middle, degrees) > 0.05 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
