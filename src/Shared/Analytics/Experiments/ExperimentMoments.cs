using System.Numerics;
using System.Text.Json.Serialization;
using Tollgate.Analytics.Statistics;

namespace Tollgate.Analytics.Experiments;

/// <summary>
/// Values by their count, sum and sum of squares: enough for mean and variance, whatever order they come in. Whole numbers, since
/// floating-point sums depend on their order; a sum too large stays at the largest.
/// </summary>
public readonly record struct ExperimentMoments
{
    public long Count { get; init; }

    public long Sum { get; init; }

    public UInt128 SumOfSquares { get; init; }

    [JsonIgnore]
    internal bool HasNegative => (Count | Sum) < 0;

    internal static ExperimentMoments Of(long value) => new() { Count = 1, Sum = value, SumOfSquares = (UInt128)value * (UInt128)value };

    public static ExperimentMoments operator +(in ExperimentMoments left, in ExperimentMoments right) => new()
    {
        Count = UsageTotals.Add(left.Count, right.Count),
        Sum = UsageTotals.Add(left.Sum, right.Sum),
        SumOfSquares = left.SumOfSquares > UInt128.MaxValue - right.SumOfSquares ? UInt128.MaxValue : left.SumOfSquares + right.SumOfSquares,
    };

    /// <param name="unit">How many of these values make one of the sample's.</param>
    internal Sample ToSample(double unit)
    {
        if (Count == 0)
        {
            return default;
        }

        // Exact: the difference of two large and nearly equal numbers keeps no digits as a double.
        var spread = (Count * (BigInteger)SumOfSquares) - ((BigInteger)Sum * Sum);
        var variance = Count < 2 || spread.Sign < 0 ? 0 : (double)spread / ((double)Count * (Count - 1));
        return new Sample(Count, Sum / (double)Count / unit, variance / (unit * unit));
    }
}
