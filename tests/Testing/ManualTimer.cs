namespace Tollgate.Testing;

/// <summary>A timer of <see cref="ManualTimeProvider"/>, which guards its mutable members with its own lock.</summary>
internal sealed class ManualTimer(ManualTimeProvider provider, TimerCallback callback, object? state) : ITimer
{
    private volatile bool _isDisposed;

    /// <summary>Since the provider's start.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>Zero when it fires once.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>Of several timers due at one instant, the one armed first runs first.</summary>
    public long Order { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowUnlessValid(dueTime);
        ThrowUnlessValid(period);
        if (_isDisposed)
        {
            return false;
        }

        provider.Arm(this, dueTime, period);
        return true;
    }

    public void Fire()
    {
        if (!_isDisposed)
        {
            callback(state);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        provider.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void ThrowUnlessValid(TimeSpan span)
    {
        if (span != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        }
    }
}
