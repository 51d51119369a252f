using Tollgate.Health;
using Tollgate.Testing;

namespace Tollgate.Tests.Health;

public sealed class ProviderHealthTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Summarize_ProviderNobodyAsked_IsHealthyForAllWeKnow()
    {
        var summary = CreateHealth().Summarize("up");

        Assert.True(summary.IsHealthy);
        Assert.Equal((0, 0d, null), (summary.Requests, summary.ErrorRate, summary.LatencyMs(0.5)));
    }

    [Theory]
    [InlineData(0, 4, true)]
    [InlineData(0, 5, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, false)]
    public void Summarize_SomeFailures_IsHealthyUnlessMostFailed(int successes, int failures, bool healthy)
    {
        var health = CreateHealth();
        Record(health, successes, null);
        Record(health, failures, "upstream_timeout");

        Assert.Equal(healthy, health.Summarize("up").IsHealthy);
        Assert.True(health.Summarize("other").IsHealthy);
    }

    [Fact]
    public void Summarize_AfterFiveMinutes_HasForgotten()
    {
        var health = CreateHealth();
        Record(health, 10, "upstream_timeout");

        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        Assert.Equal(0, health.Summarize("up").Requests);
    }

    [Fact]
    public void Summarize_MoreThanItKeeps_KnowsTheLatest()
    {
        var health = CreateHealth();
        Record(health, 512, "upstream_timeout");
        Record(health, 512, null);

        var summary = health.Summarize("up");

        Assert.Equal((512, 0d), (summary.Requests, summary.ErrorRate));
    }

    [Fact]
    public void LatencyMs_Percentiles_AreThoseOfSuccesses()
    {
        var health = CreateHealth();
        for (var ms = 1; ms <= 100; ms++)
        {
            health.Record("up", TimeSpan.FromMilliseconds(ms), null);
        }

        health.Record("up", TimeSpan.FromMinutes(1), "upstream_timeout");
        var summary = health.Summarize("up");

        Assert.Equal((50d, 95d, 99d, 100d), (summary.LatencyMs(0.5), summary.LatencyMs(0.95), summary.LatencyMs(0.99), summary.LatencyMs(1)));
    }

    private ProviderHealth CreateHealth() => new(_time);

    private static void Record(ProviderHealth health, int times, string? failure)
    {
        for (var i = 0; i < times; i++)
        {
            health.Record("up", TimeSpan.FromMilliseconds(10), failure);
        }
    }
}
