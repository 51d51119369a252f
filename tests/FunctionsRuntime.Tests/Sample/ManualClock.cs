namespace Tollgate.Tests.Sample;

/// <summary>Time that passes only when told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += by;
            due = _alarms.FindAll(alarm => alarm.RingsAt <= _now);
            due.ForEach(alarm => alarm.RingsAt = null);
        }

        due.ForEach(alarm => alarm.Ring());
    }

    private sealed class Alarm : ITimer
    {
        private readonly ManualClock _clock;

        public Alarm(ManualClock clock, Action ring)
        {
            (_clock, Ring) = (clock, ring);
            lock (clock._gate)
            {
                clock._alarms.Add(this);
            }
        }

        public Action Ring { get; }

        public DateTimeOffset? RingsAt { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                RingsAt = dueTime == Timeout.InfiniteTimeSpan ? null : _clock._now + dueTime;
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
