namespace Tollgate.Analytics.Statistics;

/// <summary>The functions behind the distributions, to about twelve digits.</summary>
internal static class SpecialFunctions
{
    private const double Epsilon = 1e-15;
    private const double Tiny = 1e-300;
    private const int MaxSteps = 10_000;

    // Lanczos' approximation with g = 7.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The logarithm of the gamma function, for <paramref name="x"/> of at least one half.</summary>
    public static double LogGamma(double x)
    {
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x + i);
        }

        var t = x + Lanczos.Length - 1.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The complementary error function, for <paramref name="x"/> of at least zero.</summary>
    public static double Erfc(double x) => x < 2 ? 1 - Erf(x) : FarErfc(x);

    /// <summary>The regularised incomplete beta function.</summary>
    public static double IncompleteBeta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));

        // The fraction converges fast on this side of the mean, and the function is symmetric.
        return x < (a + 1) / (a + b + 2) ? front * BetaFraction(x, a, b) / a : 1 - (front * BetaFraction(1 - x, b, a) / b);
    }

    private static double Erf(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < MaxSteps && Math.Abs(term) > Epsilon * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Where the difference from 1 would lose its digits: the continued fraction, by Lentz's method.</summary>
    private static double FarErfc(double x)
    {
        var (f, c, d) = (x, x, 0.0);
        for (var n = 1; n < MaxSteps; n++)
        {
            d = 1 / (x + (n / 2.0 * d));
            c = x + (n / 2.0 / c);
            f *= c * d;
            if (Math.Abs((c * d) - 1) < Epsilon)
            {
                break;
            }
        }

        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * f);
    }

    private static double BetaFraction(double x, double a, double b)
    {
        var (c, d) = (1.0, 1 / Distinct(1 - ((a + b) * x / (a + 1))));
        var f = d;
        for (var m = 1; m < MaxSteps; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            (c, d) = (Distinct(1 + (even / c)), 1 / Distinct(1 + (even * d)));
            f *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            (c, d) = (Distinct(1 + (odd / c)), 1 / Distinct(1 + (odd * d)));
            f *= c * d;
            if (Math.Abs((c * d) - 1) < Epsilon)
            {
                break;
            }
        }

        return f;
    }

    private static double Distinct(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
