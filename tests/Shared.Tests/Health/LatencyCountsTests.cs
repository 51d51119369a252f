using Tollgate.Health;

namespace Tollgate.Tests.Health;

public sealed class LatencyCountsTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.728)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(120_000)]
    [InlineData(3_600_000)]
    public void Percentile_OfOneLatency_IsOffByAThirtiethAtTheMost(double milliseconds)
    {
        var counts = new LatencyCounts();
        counts.Add(TimeSpan.FromMilliseconds(milliseconds));

        Assert.InRange(counts.Percentile(0.99)!.Value, milliseconds * 29 / 30, milliseconds * 31 / 30);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public void Add_WhatNoRequestTakes_IsKeptAtTheEnds(int hours)
    {
        var counts = new LatencyCounts();
        counts.Add(TimeSpan.FromHours(hours / 1000d));

        Assert.InRange(counts.Percentile(1)!.Value, 0.001, TimeSpan.FromHours(1.2).TotalMilliseconds);
    }

    [Fact]
    public void Percentile_OfNothing_IsUnknown() => Assert.Null(new LatencyCounts().Percentile(0.5));

    [Fact]
    public void Add_OfAnother_CountsBoth()
    {
        var (fast, slow) = (new LatencyCounts(), new LatencyCounts());
        fast.Add(TimeSpan.FromMilliseconds(1));
        slow.Add(TimeSpan.FromMilliseconds(1000));

        fast.Add(slow);

        Assert.InRange(fast.Percentile(0.5)!.Value, 0.9, 1.1);
        Assert.InRange(fast.Percentile(1)!.Value, 960, 1040);
    }
}
