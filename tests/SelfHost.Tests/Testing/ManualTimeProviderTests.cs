using Tollgate.Testing;

namespace Tollgate.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Advance_SeveralTimers_RunInOrderEachAtItsInstant()
    {
        var start = _time.GetUtcNow();
        var seen = new List<(string Timer, TimeSpan At)>();
        using var later = Create("later", 3, seen);
        using var sooner = Create("sooner", 1, seen);
        using var beyond = Create("beyond", 9, seen);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("sooner", TimeSpan.FromSeconds(1)), ("later", TimeSpan.FromSeconds(3))], seen);
        Assert.Equal(start + TimeSpan.FromSeconds(5), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(5), _time.GetElapsedTime(0));
        Assert.Equal(1, _time.ArmedTimers);
    }

    [Fact]
    public void Advance_PeriodicTimer_RunsOncePerPeriod()
    {
        var runs = 0;
        using var timer = _time.CreateTimer(_ => runs++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(3, runs);
    }

    [Fact]
    public void Advance_CallbackArmsAgain_RunsWithinTheSameSpan()
    {
        var runs = 0;
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                runs++;
                timer!.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(3, runs);
        timer.Dispose();
    }

    [Fact]
    public void Dispose_ArmedTimer_NeverRunsAndCannotBeArmed()
    {
        var runs = 0;
        var timer = _time.CreateTimer(_ => runs++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        timer.Dispose();

        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task Advance_DelayedTask_Completes()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _time);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        await delay;
    }

    [Fact]
    public void SetUtcNow_Backwards_LeavesTimersAndTimestampsAlone()
    {
        var runs = 0;
        using var timer = _time.CreateTimer(_ => runs++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var before = _time.GetUtcNow() - TimeSpan.FromDays(1);

        _time.SetUtcNow(before);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, runs);
        Assert.Equal(before + TimeSpan.FromSeconds(1), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(1), _time.GetElapsedTime(0));
    }

    [Fact]
    public async Task WhenArmed_TimerSetLater_CompletesThen()
    {
        var armed = _time.WhenArmedAsync(1);
        Assert.False(armed.IsCompleted);

        using var timer = Create("any", 1, []);

        await armed;
    }

    private ITimer Create(string name, int seconds, List<(string Timer, TimeSpan At)> seen) =>
        _time.CreateTimer(_ => seen.Add((name, _time.GetElapsedTime(0))), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
