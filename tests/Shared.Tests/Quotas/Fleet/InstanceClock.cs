namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>An instance's own clock: off by some seconds, and stopped when the instance is killed.</summary>
internal sealed class InstanceClock(VirtualTime time, TimeSpan offset) : TimeProvider
{
    public bool IsStopped { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => time.UtcNow + offset;

    public override long GetTimestamp() => time.Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(InstanceClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.Schedule(dueTime, () => Fire(setting, period));
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int setting, TimeSpan period)
        {
            if (setting != _setting || clock.IsStopped)
            {
                return;
            }

            if (period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero)
            {
                clock.Schedule(period, () => Fire(setting, period));
            }

            callback(state);
        }
    }

    private void Schedule(TimeSpan delay, Action action) => time.In(delay, action);
}
