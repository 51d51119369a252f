namespace Tollgate.Quotas.Ledger;

/// <summary>Moves a quota from one window's slice to the next. All under the account's gate.</summary>
internal static class SliceRoll
{
    // The account's clock may be behind this one's: it still grants from the window that has ended here.
    private const long ClockSkewMs = 10_000;

    // A hold this old will not be settled any more.
    private const long LostHoldMs = 900_000;

    /// <summary>Replaces a slice whose window is over, as far as that takes no new lease.</summary>
    public static void Advance(LocalQuota quota, LocalLease lease, long nowMs)
    {
        var active = quota.Active;
        if (active is not null && nowMs >= active.UsableUntil && nowMs >= active.End)
        {
            active.Freeze();
            active = quota.Active = null;
        }

        if (quota.Next is { } next && (active is null || nowMs >= next.Window))
        {
            active?.Freeze();
            active = quota.Active = next;
            quota.Next = null;
        }

        if (active is null && !quota.IsLeased)
        {
            active = EnsureActive(quota, lease, nowMs);
            quota.OutageCredit = quota.OutageCredit is null ? null : quota.Definition.OutageAllowance;
            active.SetCredit(Math.Min(quota.Definition.Limit - quota.SpentIn(active.Window), quota.OutageCredit ?? long.MaxValue));
        }
    }

    /// <summary>The active slice, made if need be without a lease behind it: what is spent of it is reported all the same.</summary>
    public static LocalSlice EnsureActive(LocalQuota quota, LocalLease lease, long nowMs)
    {
        if (quota.Active is { } active && nowMs < active.UsableUntil)
        {
            return active;
        }

        active = Open(quota, lease, nowMs);
        active.UsableUntil = Math.Max(active.End, nowMs + 1_000);
        return quota.Active = active;
    }

    /// <summary>Freezes slices of ended windows, and makes those final whose last hold is settled.</summary>
    public static void Finish(LocalLease lease, LocalQuota[] quotas, long nowMs)
    {
        foreach (var slice in lease.Slices)
        {
            var isOver = nowMs - ClockSkewMs >= slice.End || !Array.Exists(quotas, quota => quota.Definition.Id == slice.Quota);
            if (slice.IsFrozen && !slice.IsFinal && isOver)
            {
                if (nowMs - LostHoldMs >= slice.End && slice.Held > 0)
                {
                    slice.Settle(slice.Held, slice.Held);
                }

                slice.IsFinal = slice.Held == 0;
            }
        }
    }

    private static LocalSlice Open(LocalQuota quota, LocalLease lease, long nowMs)
    {
        if (quota.Definition.IsBucket)
        {
            return lease.Find(quota.Definition.Id, 0) ?? lease.Add(quota, 0, long.MaxValue);
        }

        var window = quota.WindowAt(nowMs);
        var start = window.Start.ToUnixTimeMilliseconds();
        var slice = lease.Find(quota.Definition.Id, start) ?? lease.Add(quota, start, window.End.ToUnixTimeMilliseconds());
        if (slice is { IsFrozen: true, IsFinal: false })
        {
            slice.Thaw();
        }

        return slice;
    }
}
