using Tollgate.Routing.Options;
using Xunit.Abstractions;

namespace Tollgate.Tests.Routing.Strategies;

/// <summary>The figures of docs/routing.md.</summary>
public sealed class LatencyRaceTests(ITestOutputHelper output)
{
    [Fact]
    public void LeastLatency_OneOfThreeTargetsIsTenTimesSlower_BeatsRoundRobinEightFoldAtP99()
    {
        var turns = Race(RoutingStrategy.RoundRobin, 0.4, 0.4, 4);
        var least = Race(RoutingStrategy.LeastLatency, 0.4, 0.4, 4);

        Assert.InRange(turns.P99 / least.P99, 8, double.MaxValue);
        Assert.InRange(turns.P50 / least.P50, 1, double.MaxValue);
    }

    [Fact]
    public void LeastLatency_AllTargetsAreAlike_CostsNothing()
    {
        var turns = Race(RoutingStrategy.RoundRobin, 0.4, 0.4, 0.4);
        var least = Race(RoutingStrategy.LeastLatency, 0.4, 0.4, 0.4);

        Assert.InRange(least.P99 / turns.P99, 0, 1.02);
    }

    private (double P50, double P99) Race(RoutingStrategy strategy, params double[] medians)
    {
        var (p50, p99) = new LatencyRace(strategy, medians).Run();
        output.WriteLine($"{strategy} over {string.Join(", ", medians)} s: p50 {p50:0.000} s, p99 {p99:0.000} s");
        return (p50, p99);
    }
}
