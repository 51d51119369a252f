namespace Tollgate.SelfHost.State;

/// <summary>Calls back once, a delay after it was armed. Arming it while it is armed changes nothing.</summary>
internal sealed class OneShotTimer : IDisposable
{
    private readonly ITimer _timer;
    private int _isArmed;

    public OneShotTimer(TimeProvider time, Action callback) =>
        _timer = time.CreateTimer(_ => Fire(callback), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Arm(TimeSpan delay)
    {
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire(Action callback)
    {
        // Before the callback: what happens during it may need another one.
        Volatile.Write(ref _isArmed, 0);
        callback();
    }
}
