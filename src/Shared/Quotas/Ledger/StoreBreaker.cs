using Microsoft.Extensions.Logging;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Remembers that the store does not answer, so that requests need not find out one by one. One operation tries after a second,
/// and ever more seldom, up to every 15 seconds: a fleet must not greet a store that returns with everything at once.
/// </summary>
/// <param name="log">Told when it opens and when it closes.</param>
/// <param name="jitter">Random numbers from 0 to 1.</param>
internal sealed class StoreBreaker(ILogger log, Func<double> jitter)
{
    private const int Threshold = 3;
    private const long FirstProbeMs = 1_000;
    private const long LongestProbeMs = 15_000;
    private readonly Lock _gate = new();
    private int _failures;
    private long _probeAt;
    private long _probeEveryMs = FirstProbeMs;
    private bool _isProbing;
    private long _openedAt;

    public bool IsOpen => Volatile.Read(ref _failures) >= Threshold;

    public bool HasBeenOpenFor(TimeSpan span, long nowMs)
    {
        lock (_gate)
        {
            return _failures >= Threshold && nowMs - _openedAt >= span.TotalMilliseconds;
        }
    }

    /// <summary>Whether to ask the store now.</summary>
    public bool TryEnter(long nowMs)
    {
        lock (_gate)
        {
            if (_failures < Threshold)
            {
                return true;
            }

            if (nowMs < _probeAt)
            {
                return false;
            }

            _isProbing = true;
            _probeAt = nowMs + _probeEveryMs;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            if (_failures >= Threshold)
            {
                QuotaLog.StoreIsBack(log);
            }

            _failures = 0;
            _isProbing = false;
            _probeEveryMs = FirstProbeMs;
        }
    }

    public void Failed(long nowMs, Exception reason)
    {
        lock (_gate)
        {
            if (++_failures == Threshold)
            {
                _openedAt = nowMs;
                QuotaLog.StoreIsDown(log, reason);
            }

            // Many operations fail at once when it opens: only a probe says that the outage lasts.
            _probeEveryMs = _isProbing ? Math.Min(2 * _probeEveryMs, LongestProbeMs) : _probeEveryMs;
            _isProbing = false;
            _probeAt = nowMs + (long)(_probeEveryMs * (1 - (jitter() / 4)));
        }
    }
}
