namespace Tollgate.Quotas.Ledger;

/// <summary>
/// How much of a quota to borrow: one reservation at first, twice as much with each answer, up to what lasts for the lease
/// span at the recent rate. So a crash loop cannot drain a budget, and a busy account is asked for seldom.
/// </summary>
internal sealed class LeaseSizer
{
    private const int MemoryMs = 4_000;
    private long _cap;
    private long _milliPerSecond;
    private long _consumed;
    private long _observedAt;

    /// <summary>Learns the cumulative consumption, once a tick.</summary>
    public void Observe(long consumed, long monotonicMs)
    {
        var elapsed = monotonicMs - _observedAt;
        if (elapsed <= 0)
        {
            return;
        }

        var sample = _observedAt == 0 ? 0 : (Int128)Math.Max(0, consumed - _consumed) * 1_000_000 / elapsed;
        _milliPerSecond += (long)((sample - _milliPerSecond) * Math.Min(elapsed, MemoryMs) / MemoryMs);
        _consumed = consumed;
        _observedAt = monotonicMs;
    }

    /// <summary>What the recent rate consumes in so many milliseconds.</summary>
    public long Lasting(long spanMs) => (long)((Int128)_milliPerSecond * spanMs / 1_000_000);

    /// <summary>What to have ready for reservations of <paramref name="reservation"/> each.</summary>
    public long Target(long reservation, long spanMs) =>
        Math.Min(Math.Max(_cap, reservation), Math.Max(Lasting(spanMs), 2 * reservation));

    /// <summary>An answer has come: the next lease may be twice as large as this one.</summary>
    public void Grow(long reservation, long spanMs) => _cap = 2 * Target(reservation, spanMs);
}
