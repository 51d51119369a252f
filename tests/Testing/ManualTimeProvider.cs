namespace Tollgate.Testing;

/// <summary>
/// Time that stands still until a test moves it. Timers (and with them <c>Task.Delay</c>, <c>WaitAsync</c>,
/// <c>PeriodicTimer</c> and time-outs of cancellation sources that take a <see cref="TimeProvider"/>) run on the thread that
/// calls <see cref="Advance"/>, in the order in which they are due, each seeing its own instant as now. What awaited such a
/// timer goes on elsewhere, after <see cref="Advance"/> may have returned. UTC is the local zone.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private TimeSpan _elapsed;
    private DateTimeOffset _origin;
    private long _armings;

    /// <param name="start">The first instant. Default: 2030-01-01T00:00:00Z.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _origin = (start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that wait to be due. A periodic timer always does.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _origin + _elapsed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets <paramref name="time"/> pass and runs every timer due in it, periodic ones as often as they are.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan until;
        lock (_gate)
        {
            until = _elapsed + time;
        }

        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>
    /// Sets the wall clock, forwards or back, as an operator or NTP would: timestamps and timers, which measure spans,
    /// do not notice.
    /// </summary>
    public void SetUtcNow(DateTimeOffset now)
    {
        lock (_gate)
        {
            _origin = now.ToUniversalTime() - _elapsed;
        }
    }

    /// <summary>
    /// Completes when at least <paramref name="count"/> timers are armed: await it before <see cref="Advance"/> when the code
    /// under test sets its timer on another thread.
    /// </summary>
    public Task WhenArmedAsync(int count)
    {
        lock (_gate)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>A due time of zero runs the timer now, on this thread.</summary>
    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _elapsed + dueTime;
            timer.Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
            timer.Order = _armings++;
            if (dueTime > TimeSpan.Zero)
            {
                AddLocked(timer);
                return;
            }

            RearmLocked(timer);
        }

        timer.Fire();
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
        }
    }

    private ManualTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            var next = _armed.MinBy(timer => (timer.Due, timer.Order));
            if (next is null || next.Due > until)
            {
                // Another thread may have advanced further meanwhile.
                _elapsed = until > _elapsed ? until : _elapsed;
                return null;
            }

            _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            _armed.Remove(next);
            RearmLocked(next);
            return next;
        }
    }

    private void RearmLocked(ManualTimer timer)
    {
        if (timer.Period > TimeSpan.Zero)
        {
            timer.Due += timer.Period;
            AddLocked(timer);
        }
    }

    private void AddLocked(ManualTimer timer)
    {
        _armed.Add(timer);
        foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count <= _armed.Count))
        {
            reached.TrySetResult();
        }

        _waiters.RemoveAll(waiter => waiter.Reached.Task.IsCompleted);
    }
}
