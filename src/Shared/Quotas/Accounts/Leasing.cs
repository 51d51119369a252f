namespace Tollgate.Quotas.Accounts;

/// <summary>Applies what an owner says about its lease.</summary>
internal static class Leasing
{
    private const long ShortestTtlMs = 1_000;
    private const long LongestTtlMs = 3_600_000;

    public static void Handle(AccountState account, string kind, LeaseOperation operation)
    {
        var lease = account.Leases.Find(candidate => candidate.Id == operation.Lease);
        var isLate = account.Now > operation.NotAfter;
        if (lease is null && (isLate || (!operation.IsConfirmed && operation.NotAfter <= account.ForgottenUntil)))
        {
            return;
        }

        lease ??= Add(account, operation);
        var isFresh = operation.Seq > lease.Seq;
        lease.Seq = Math.Max(lease.Seq, operation.Seq);
        if (lease.Status == LeaseStatus.Closed)
        {
            return;
        }

        Booking.Apply(account, lease, operation.Totals, isFresh);
        if (kind == LeaseOperation.Close)
        {
            Close(account, lease, operation);
            return;
        }

        if (!isFresh)
        {
            return;
        }

        lease.Status = LeaseStatus.Live;
        lease.Expires = account.Now + Math.Clamp(operation.Ttl, ShortestTtlMs, LongestTtlMs);
        lease.DeniedBy = null;
        lease.Outcome = operation.Asks.Count == 0 ? LeaseOutcome.None : LeaseOutcome.Late;
        ClaimQueue.LeaveUnless(account, lease, operation.Waiter);
        if (operation.Asks.Count > 0 && !isLate)
        {
            Granting.Answer(account, lease, operation);
        }
    }

    private static Lease Add(AccountState account, LeaseOperation operation)
    {
        var lease = new Lease
        {
            Id = operation.Lease,
            Status = operation.IsConfirmed ? LeaseStatus.Closed : LeaseStatus.Live,
            Outcome = operation.IsConfirmed ? LeaseOutcome.Gone : LeaseOutcome.None,
            Expires = operation.NotAfter,
        };
        account.Leases.Add(lease);
        return lease;
    }

    private static void Close(AccountState account, Lease lease, LeaseOperation operation)
    {
        foreach (var slice in lease.Slices)
        {
            Booking.Free(account, slice);
        }

        lease.Slices.Clear();
        lease.Status = LeaseStatus.Closed;
        lease.Outcome = LeaseOutcome.None;
        lease.DeniedBy = null;
        lease.Expires = Math.Max(account.Now, operation.NotAfter);
    }
}
