using System.Numerics;

namespace Tollgate.Health;

/// <summary>How many latencies there were of each size, to within a thirtieth: percentiles of any number of them in two kilobytes. Not thread-safe.</summary>
internal sealed class LatencyCounts
{
    /// <summary>Every doubling of a latency is cut into so many equal parts.</summary>
    private const int Parts = 16;

    /// <summary>From a microsecond to over an hour, the longest that a provider is ever waited for.</summary>
    private const int Doublings = 32;

    private readonly int[] _counts = new int[Doublings * Parts];

    public void Add(TimeSpan latency) => _counts[IndexOf(latency.TotalMicroseconds)]++;

    public void Add(LatencyCounts other)
    {
        for (var index = 0; index < _counts.Length; index++)
        {
            _counts[index] += other._counts[index];
        }
    }

    /// <param name="fraction">Of those that took no longer, above 0 to 1.</param>
    /// <returns>Milliseconds; null while there are none.</returns>
    public double? Percentile(double fraction)
    {
        var rank = Math.Max(1, Math.Ceiling(fraction * _counts.Sum(static count => (long)count)));
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= rank)
            {
                return MiddleOf(index) / 1000;
            }
        }

        return null;
    }

    private static int IndexOf(double microseconds)
    {
        var whole = (ulong)Math.Clamp(microseconds * Parts, Parts, (Math.Pow(2, Doublings) * Parts) - 1);
        var doubling = BitOperations.Log2(whole) - BitOperations.Log2(Parts);
        return (doubling * Parts) + (int)(whole >> doubling) - Parts;
    }

    private static double MiddleOf(int index)
    {
        var (doubling, part) = (index / Parts, index % Parts);
        return (Parts + part + 0.5) * Math.Pow(2, doubling) / Parts;
    }
}
