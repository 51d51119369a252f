using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Ledger;

/// <summary>Takes in what an account says. Under the account's gate.</summary>
internal static class LeaseLearner
{
    /// <param name="account">This instance's side.</param>
    /// <param name="state">The account as read.</param>
    /// <param name="usableUntil">Until when a bucket's slices may be spent: the lease may be written off after it.</param>
    /// <param name="nowMs">Unix milliseconds by this instance's clock.</param>
    /// <returns>False when the account has forgotten the lease.</returns>
    public static bool Learn(LocalAccount account, AccountState state, long usableUntil, long nowMs)
    {
        var lease = state.Leases.Find(candidate => candidate.Id == account.Lease.Id);
        if (lease is { Outcome: LeaseOutcome.Gone })
        {
            account.Context.Trail?.Forget(lease.Id);
            account.Renew();
            return false;
        }

        if (lease is not null)
        {
            account.Lease.IsConfirmed = true;
            foreach (var slice in lease.Slices)
            {
                Take(account, state, slice, usableUntil, nowMs);
            }

            if (lease.Seq >= account.Lease.Seq)
            {
                account.Lease.Remove(slice => slice.IsFinal && (lease.Find(slice.Quota, slice.Window)?.IsFinal ?? true));
            }
        }

        foreach (var quota in account.Quotas)
        {
            quota.Learn(state, account.Lease.Id, nowMs);
            quota.Sizer.Grow(quota.Reservation, account.Context.Options.LeaseSpanMs);
            if (!quota.IsLeased)
            {
                LearnCredit(quota, state, lease);
            }
            else if (quota.Active is { Credit: > 0 } active)
            {
                // Nothing more is spent without a lease once the store answers.
                active.SetCredit(active.Credit - Math.Clamp(active.Free, 0, active.Credit));
            }
        }

        return true;
    }

    private static void Take(LocalAccount account, AccountState state, LeaseSlice granted, long usableUntil, long nowMs)
    {
        if (Array.Find(account.Quotas, candidate => candidate.Definition.Id == granted.Quota) is not { } quota)
        {
            return;
        }

        var slice = account.Lease.Find(granted.Quota, granted.Window);
        if (slice is null)
        {
            if (granted.Granted == 0 || granted.IsFinal)
            {
                return;
            }

            slice = account.Lease.Add(quota, granted.Window, state.Find(granted.Quota)?.Find(granted.Window)?.End ?? long.MaxValue);
        }

        var isMore = granted.Granted > slice.Granted;
        if (isMore && quota.Active is null && slice is { IsFrozen: true, IsFinal: false } && nowMs >= slice.End)
        {
            // The account's clock is behind this one's and still grants from the window that ended here: so it is used.
            slice.Thaw();
        }

        slice.Grant(granted.Granted);
        slice.Forfeit(granted.Returned);
        slice.ReturnedSeen = granted.Returned;
        if (slice.End == long.MaxValue)
        {
            slice.UsableUntil = slice.UsableUntil == long.MaxValue ? usableUntil : Math.Max(slice.UsableUntil, usableUntil);
        }

        if (isMore)
        {
            Use(quota, slice, isAhead: slice.Window > state.Now, nowMs);
        }
    }

    // The account's clock decides which window is on, else an instance whose clock is behind could not use what it is given.
    private static void Use(LocalQuota quota, LocalSlice slice, bool isAhead, long nowMs)
    {
        if (slice.IsFrozen)
        {
            return;
        }

        var active = quota.Active;
        if (isAhead && active is not null && active != slice && nowMs < active.UsableUntil)
        {
            quota.Next = slice;
            return;
        }

        if (active is null || slice.Window >= active.Window)
        {
            if (active != slice)
            {
                active?.Freeze();
            }

            slice.UsableUntil = slice.End == long.MaxValue ? slice.UsableUntil : Math.Max(slice.End, nowMs + 1_000);
            quota.Active = slice;
            quota.Next = quota.Next == slice ? null : quota.Next;
        }
    }

    private static void LearnCredit(LocalQuota quota, AccountState state, Lease? lease)
    {
        if (quota.Active is not { } active)
        {
            return;
        }

        quota.OutageCredit = null;
        var spent = state.Find(quota.Definition.Id)?.Find(active.Window)?.Spent ?? 0;
        var own = lease?.Find(quota.Definition.Id, active.Window)?.Settled ?? 0;
        active.SetCredit(quota.Definition.Limit - (spent - own));
    }
}
