using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Decides when an account is spoken to without a request waiting: seldom while nothing presses, as often as the flush
/// interval allows where the limit is near. Under the account's gate.
/// </summary>
internal sealed class FlushSchedule(LocalAccount account)
{
    // One entity takes some tens of operations a second: so many of them are ours.
    private const int OperationsPerSecond = 20;

    private const int MaxBackOffMs = 5_000;
    private const int HurriedIdleMs = 2_000;
    private const int QuietMs = 1_000;
    private const int RestMs = 1_000;
    private const int LongestMemoryMs = 3_600_000;

    private readonly QuotaOptions _options = account.Context.Options;
    private readonly long _reportMs = account.Context.Jittered(account.Context.Options.ReportInterval);
    private long _sentAt = account.Context.MonotonicMs;
    private long _activeAt;
    private long _lookedAt;
    private long _retryAt;
    private long _restsUntil;
    private long _activity;
    private long _reported;
    private int _failures;
    private int _leases = 1;
    private bool _hasYielded;

    /// <summary>What the account says to a report is of interest: the limit is near, or spending is not leased.</summary>
    public bool IsCurious => Array.Exists(account.Quotas, quota => !quota.IsLeased || quota.Definition.IsBucket || IsPressing(quota));

    /// <summary>Enough of a fast quota was spent here for it to matter what others spend of it.</summary>
    public bool IsSharingUnleased => Array.Exists(account.Quotas, quota =>
        !quota.IsLeased && quota.Active is { } active && active.Consumed > quota.Definition.Limit / 200);

    /// <summary>Somebody waits for what is free here.</summary>
    public bool HasSomethingToYield => Array.Exists(account.Quotas, quota =>
        quota is { IsClaimed: true, Active: { Free: > 0 } active } && active.Granted > active.Returned + active.Settled);

    public long TtlMs => Math.Max((long)_options.LeaseTtl.TotalMilliseconds, 10 * IntervalMs);

    private static bool IsPressing(LocalQuota quota) => quota.IsNearLimit || quota.IsClaimedByAnother;

    // A fast quota whose account was never read: others may have spent it, and this instance is about to.
    private bool IsMuchUnheardOf => Array.Exists(account.Quotas, quota =>
        quota is { IsLeased: false, WindowEnd: 0, Active: { } active } && active.Consumed > quota.Definition.Limit / 200);

    private bool IsCutOff => account.Context.Breaker.IsOpen && Array.Exists(account.Quotas, quota => quota.OutageCredit is not null);

    // An account that is read anew after its fast quota was used up would let the first requests through again each time.
    private bool IsWorthRemembering(long nowMs, long quietMs) =>
        quietMs < LongestMemoryMs && Array.Exists(account.Quotas, quota => nowMs < quota.RefusedInWindowTo);

    private long IntervalMs => Math.Max((long)_options.FlushInterval.TotalMilliseconds, 1000L * _leases / OperationsPerSecond);

    /// <summary>Nobody has reserved or settled anything for a moment: there is no need to keep anything ready.</summary>
    public bool IsQuiet(long monotonicMs) => monotonicMs - _activeAt >= QuietMs;

    /// <summary>A request waits.</summary>
    public void Touch(long monotonicMs)
    {
        _activeAt = monotonicMs;
        _restsUntil = 0;
    }

    // Where nothing is leased, the news are waited for the less the farther the limit is.
    private long ReportMs => Math.Max(IntervalMs, account.Quotas.Min(quota =>
        quota.IsLeased || quota.NewsWithinMs is not { } news ? _reportMs : Math.Min(news, 6 * _reportMs)));

    public Flush Due(long nowMs, long monotonicMs, bool isRunning, bool hasUnsentCloses)
    {
        // Most accounts are quiet most of the time, and there may be a hundred thousand of them.
        if (monotonicMs < _restsUntil && Activity() == _activity)
        {
            return Flush.None;
        }

        Observe(nowMs, monotonicMs);
        var due = isRunning || monotonicMs < _retryAt ? Flush.None : Due(nowMs, monotonicMs, hasUnsentCloses);
        _restsUntil = due == Flush.None && IsQuiet(monotonicMs) && !Array.Exists(account.Quotas, IsPressing) ? monotonicMs + RestMs : 0;
        return due;
    }

    private Flush Due(long nowMs, long monotonicMs, bool hasUnsentCloses)
    {
        var quiet = monotonicMs - _activeAt;
        var isPressing = Array.Exists(account.Quotas, IsPressing);
        if (quiet >= (isPressing ? HurriedIdleMs : _options.IdleAfter.TotalMilliseconds) && !account.Lease.IsHeld)
        {
            // A fresh lease would begin with the outage allowance anew.
            return IsCutOff ? Flush.Report
                : hasUnsentCloses || account.Lease.Seq > 0 || account.Lease.Settled != 0 ? Flush.Close
                : quiet >= _options.IdleAfter.TotalMilliseconds && !IsWorthRemembering(nowMs, quiet) ? Flush.Retire : Flush.None;
        }

        var since = monotonicMs - _sentAt;
        var isYielding = HasSomethingToYield;
        if (isYielding && !_hasYielded)
        {
            return Flush.Report;
        }

        if (since < IntervalMs)
        {
            return Flush.None;
        }

        var isDirty = account.Lease.Settled != _reported;
        if (isDirty && since >= ReportMs && quiet >= HurriedIdleMs && !account.Lease.HasGrants && !account.Lease.IsHeld)
        {
            // Nothing is borrowed and nobody there: what there is to report can be the last word too.
            return Flush.Close;
        }

        var isDue = (!IsQuiet(monotonicMs) && IsLow(nowMs))
            || (isPressing && IsQuiet(monotonicMs) && Array.Exists(account.Quotas, quota => quota is { IsLeased: true, Active.Free: > 0 }))
            || isYielding
            || (isDirty && (isPressing || _failures > 0 || since >= ReportMs || IsMuchUnheardOf))
            || (since >= TtlMs / 3 && account.Lease.HasGrants);
        return isDue ? Flush.Report
            : isPressing && account.Lease.HasGrants && monotonicMs - _lookedAt >= IntervalMs ? Flush.Look : Flush.None;
    }

    /// <summary>Called before the operation is written, so that what is settled meanwhile is reported again.</summary>
    public void Sending(long monotonicMs)
    {
        _sentAt = monotonicMs;
        _reported = account.Lease.Settled;
        _lookedAt = monotonicMs;
        _hasYielded = HasSomethingToYield;
    }

    /// <summary>The lease that all was reported of is closed.</summary>
    public void Closed() => _reported = 0;

    /// <summary>The store has taken what was sent.</summary>
    public void Answered()
    {
        _restsUntil = 0;
        _failures = 0;
        _retryAt = 0;
    }

    /// <summary>The account has answered.</summary>
    public void Answered(AccountState state)
    {
        Answered();
        _leases = Math.Max(1, state.Leases.Count(lease => lease.Status == LeaseStatus.Live));
    }

    /// <summary>The account was read without anything being said.</summary>
    public void Looked(long monotonicMs, AccountState state)
    {
        _lookedAt = monotonicMs;
        Answered(state);
    }

    public void Failed(long monotonicMs)
    {
        // What was said may be lost: it is said again, and soon.
        _reported = -1;
        _failures = Math.Min(_failures + 1, 4);
        _retryAt = monotonicMs + Math.Min(MaxBackOffMs, account.Context.Jittered(TimeSpan.FromMilliseconds(500 << _failures)));
        if (account.Context.Breaker.IsOpen)
        {
            account.ApplyOutagePolicy(account.Context.NowMs);
        }
    }

    private void Observe(long nowMs, long monotonicMs)
    {
        var activity = Activity();
        foreach (var quota in account.Quotas)
        {
            SliceRoll.Advance(quota, account.Lease, nowMs);
            var consumed = 0L;
            foreach (var slice in account.Lease.Slices)
            {
                consumed += slice.Quota == quota.Definition.Id ? slice.Consumed : 0;
            }

            quota.Sizer.Observe(consumed, monotonicMs);
        }

        if (activity != _activity || _activeAt == 0)
        {
            _activity = activity;
            _activeAt = monotonicMs;
        }
    }

    // Changes with every reservation and every settlement, other than by a coincidence that the next one ends.
    private long Activity()
    {
        var activity = 0L;
        foreach (var slice in account.Lease.Slices)
        {
            activity += slice.Consumed + slice.Settled;
        }

        return activity;
    }

    private bool IsLow(long nowMs) => Array.Exists(account.Quotas, quota =>
        (quota.IsLeased && quota.IsBusy(_options.LeaseSpanMs) && nowMs >= quota.ExhaustedUntil
            && (quota.Active?.Free ?? 0) * 5 < quota.Sizer.Target(quota.Reservation, _options.LeaseSpanMs) * 2)
        || LeaseComposer.ShouldLookAhead(account, quota, nowMs));
}
