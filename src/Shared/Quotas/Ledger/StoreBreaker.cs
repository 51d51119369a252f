using Microsoft.Extensions.Logging;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Remembers that the store does not answer, so that requests need not find out one by one; one operation a second tries.
/// </summary>
internal sealed class StoreBreaker(ILogger log)
{
    private const int Threshold = 3;
    private const long ProbeEveryMs = 1_000;
    private readonly Lock _gate = new();
    private int _failures;
    private long _probeAt;
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

            _probeAt = nowMs + ProbeEveryMs;
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

            _probeAt = nowMs + ProbeEveryMs;
        }
    }
}
