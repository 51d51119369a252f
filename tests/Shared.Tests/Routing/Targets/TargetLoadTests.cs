using Tollgate.Routing.Targets;
using Tollgate.Testing;

namespace Tollgate.Tests.Routing.Targets;

public sealed class TargetLoadTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Latency_SlowAnswer_IsBelievedAtOnceAndForgottenSlowly()
    {
        var load = new TargetLoad(_time);

        load.Saw(TimeSpan.FromMilliseconds(100));
        load.Saw(TimeSpan.FromMilliseconds(2_000));
        Assert.Equal(2_000, load.Latency.TotalMilliseconds);

        _time.Advance(TimeSpan.FromSeconds(10));
        load.Saw(TimeSpan.FromMilliseconds(100));
        Assert.InRange(load.Latency.TotalMilliseconds, 700, 900);
    }

    [Fact]
    public void Expected_GrowsWithWhatIsUnderWay()
    {
        var load = new TargetLoad(_time);
        load.Saw(TimeSpan.FromMilliseconds(100));
        var idle = load.Expected;

        load.Begin();
        Assert.InRange(load.Expected, idle * 1.4, idle * 1.5);

        load.End();
        Assert.Equal(idle, load.Expected);
    }

    [Fact]
    public void Expected_OfATargetThatNobodyAsksAnyMore_Fades()
    {
        var load = new TargetLoad(_time);
        load.Saw(TimeSpan.FromSeconds(40));

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.InRange(load.Expected, 1, TimeSpan.FromSeconds(0.3).Ticks);
    }

    [Fact]
    public void Throttle_LastsAsLongAsAsked_AndIsNotShortened()
    {
        var load = new TargetLoad(_time);
        load.Throttle(TimeSpan.FromSeconds(10));
        load.Throttle(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(1), load.ThrottledFor);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(load.IsThrottled);
    }

    [Fact]
    public void Throttle_ForYears_IsBelievedForMinutes()
    {
        var load = new TargetLoad(_time);
        load.Throttle(TimeSpan.FromSeconds(99_999_999));
        Assert.Equal(TargetLoad.LongestPause, load.ThrottledFor);

        _time.Advance(TargetLoad.LongestPause);
        Assert.False(load.IsThrottled);
    }

    [Fact]
    public void Lift_EndsPausesAndCanBeFollowedByAnother()
    {
        var load = new TargetLoad(_time);
        load.Throttle(TimeSpan.FromSeconds(60));
        load.Spare(TimeSpan.FromSeconds(30));

        load.Lift();
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (load.ThrottledFor, load.SparedFor));

        load.Throttle(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(10), load.ThrottledFor);
    }

    [Fact]
    public void Pauses_OfAProvider_AreThoseThatAreNotOver()
    {
        var loads = new TargetLoads(_time);
        loads.Of("up/a").Throttle(TimeSpan.FromSeconds(60));
        loads.Of("up/b").Spare(TimeSpan.FromSeconds(30));
        loads.Of("up/c").Throttle(TimeSpan.FromSeconds(1));
        loads.Of("up/d").Begin();
        loads.Of("upper/a").Throttle(TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            [new TargetPause("up/a", TimeSpan.FromSeconds(50), TimeSpan.Zero), new TargetPause("up/b", TimeSpan.Zero, TimeSpan.FromSeconds(20))],
            loads.Pauses("up"));
    }

    [Fact]
    public void Spare_TheLastWordCounts()
    {
        var load = new TargetLoad(_time);
        load.Spare(TimeSpan.FromSeconds(10));
        Assert.True(load.IsSpared);

        load.Spare(TimeSpan.Zero);
        Assert.False(load.IsSpared);
    }

    [Fact]
    public void Of_EndlessNames_KeepsABoundedNumber()
    {
        var loads = new TargetLoads(_time);
        for (var name = 0; name < 5_000; name++)
        {
            loads.Of($"vllm/{name}");
        }

        Assert.Same(loads.Of("vllm/another"), loads.Of("vllm/and-another"));
    }
}
