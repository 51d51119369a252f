namespace Tollgate.Quotas.Accounts;

/// <summary>What happens to leases that nobody speaks for, and how the account stays small.</summary>
internal static class LeaseExpiry
{
    internal const int MaxLive = 1000;
    internal const int MaxWrittenOff = 400;
    internal const int MaxClosed = 1000;

    // So long a silent owner can come back and have its remainder again.
    private const long ReversibleMs = 3_600_000;

    // Longer than any sender waits: no operation from before is still on its way when the tombstone goes.
    private const long TombstoneMs = 120_000;

    /// <summary>Counts the remainder of every lease whose time is up as spent.</summary>
    public static void WriteOff(AccountState account)
    {
        foreach (var lease in account.Leases)
        {
            if (lease.Status == LeaseStatus.Live && lease.Expires < account.Now)
            {
                lease.Status = LeaseStatus.WrittenOff;
                lease.Expires = account.Now + ReversibleMs;
                ForfeitBuckets(account, lease);
            }
        }
    }

    /// <summary>Forgets what has run its course, and the oldest where there is too much. The remainders stay spent.</summary>
    public static void Fold(AccountState account)
    {
        foreach (var lease in account.Leases)
        {
            if (lease.Status == LeaseStatus.WrittenOff && lease.Expires < account.Now)
            {
                MakeFinal(account, lease);
            }
        }

        foreach (var lease in Oldest(account, LeaseStatus.WrittenOff, MaxWrittenOff).Concat(Oldest(account, LeaseStatus.Live, MaxLive)))
        {
            MakeFinal(account, lease);
        }

        account.Leases.RemoveAll(lease => lease.Status == LeaseStatus.Closed && lease.Expires < account.Now);
        foreach (var lease in Oldest(account, LeaseStatus.Closed, MaxClosed))
        {
            account.ForgottenUntil = Math.Max(account.ForgottenUntil, lease.Expires);
            account.Leases.Remove(lease);
        }
    }

    // A bucket fills up again while the owner is silent, so what it had cannot be given back to it later: the owner, who
    // counts the lease's time too, has stopped spending it.
    private static void ForfeitBuckets(AccountState account, Lease lease)
    {
        foreach (var slice in lease.Slices)
        {
            slice.Returned += account.Find(slice.Quota) is { Definition.IsBucket: true } ? slice.Open : 0;
        }
    }

    private static List<Lease> Oldest(AccountState account, LeaseStatus status, int most)
    {
        var excess = account.Leases.Count - most;
        return excess <= 0
            ? []
            : [.. account.Leases.Where(lease => lease.Status == status).OrderByDescending(lease => lease.Expires).Skip(most)];
    }

    private static void MakeFinal(AccountState account, Lease lease)
    {
        foreach (var slice in lease.Slices)
        {
            if (account.Find(slice.Quota)?.Find(slice.Window) is { } window)
            {
                window.WrittenOff += slice.Open;
            }
        }

        lease.Slices.Clear();
        lease.Status = LeaseStatus.Closed;
        lease.Outcome = LeaseOutcome.Gone;
        lease.Expires = account.Now + TombstoneMs;
    }
}
