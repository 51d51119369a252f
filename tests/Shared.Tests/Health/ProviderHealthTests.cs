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
    public void Summarize_MoreThanAMinuteKeeps_CountsThemAll()
    {
        var health = CreateHealth();
        for (var minute = 0; minute < 4; minute++)
        {
            Record(health, 10_000, "upstream_timeout");
            Record(health, 30_000, null);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        var summary = health.Summarize("up");

        Assert.Equal((160_000, 0.25), (summary.Requests, summary.ErrorRate));
    }

    [Fact]
    public void Summarize_AsTimePasses_ForgetsTheOldestAlone()
    {
        var health = CreateHealth();
        Record(health, 2, "upstream_timeout");
        _time.Advance(TimeSpan.FromMinutes(3));
        Record(health, 3, null);
        Assert.Equal((5, 0.4), (health.Summarize("up").Requests, health.Summarize("up").ErrorRate));

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((3, 0d), (health.Summarize("up").Requests, health.Summarize("up").ErrorRate));
    }

    /// <summary>One that answered nothing but 429 was shown as failing, with an error rate of 1.</summary>
    [Fact]
    public void Summarize_RateLimits_AreToldAndNotHeldAgainstTheProvider()
    {
        var health = CreateHealth();
        for (var i = 0; i < 20; i++)
        {
            health.Record("up", TimeSpan.FromMilliseconds(10), "upstream_rate_limit_exceeded", isRateLimit: true);
        }

        var summary = health.Summarize("up");
        Assert.Equal((20, 20, 0d, true), (summary.Requests, summary.RateLimited, summary.ErrorRate, summary.IsHealthy));
        Assert.Equal(20, summary.Errors["upstream_rate_limit_exceeded"]);
    }

    /// <summary>Rate limits beside them do not make failures fewer.</summary>
    [Fact]
    public void Summarize_FailuresAmongRateLimits_AreJudgedByThemselves()
    {
        var health = CreateHealth();
        for (var i = 0; i < 20; i++)
        {
            health.Record("up", TimeSpan.FromMilliseconds(10), "upstream_rate_limit_exceeded", isRateLimit: true);
        }

        Record(health, 1, null);
        Record(health, 4, "upstream_timeout");

        Assert.Equal((0.8, false), (health.Summarize("up").ErrorRate, health.Summarize("up").IsHealthy));
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

        Assert.All([0.5, 0.95, 0.99, 1d], fraction => Assert.InRange(summary.LatencyMs(fraction)!.Value, fraction * 100 * 0.96, fraction * 100 * 1.04));
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
