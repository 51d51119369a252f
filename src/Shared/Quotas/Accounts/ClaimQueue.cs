namespace Tollgate.Quotas.Accounts;

/// <summary>
/// First come, first served among those who wait for what others hand back. Bounded, one place a lease, each for a few
/// seconds unless its owner asks again.
/// </summary>
internal static class ClaimQueue
{
    internal const int MaxClaims = 64;
    private const long ClaimMs = 5_000;

    /// <summary>
    /// Gives the lease a place at the end of the queue, or keeps the one it has. False when the queue is full.
    /// </summary>
    public static bool TryJoin(AccountState account, Lease lease, LeaseOperation operation)
    {
        var claim = account.Claims.Find(candidate => candidate.Lease == lease.Id);
        if (claim is null)
        {
            if (account.Claims.Count >= MaxClaims)
            {
                return false;
            }

            account.Claims.Add(claim = new Claim { Lease = lease.Id, Waiter = operation.Waiter });
        }

        claim.Seq = lease.Seq;
        claim.Until = Math.Min(operation.NotAfter, account.Now + ClaimMs);
        claim.Asks = [.. operation.Asks.Where(ask => ask.Need > 0)];
        return true;
    }

    /// <summary>A place is not inherited: when another request of the lease waits, or none, it is given up.</summary>
    public static void LeaveUnless(AccountState account, Lease lease, long waiter) =>
        account.Claims.RemoveAll(claim => claim.Lease == lease.Id && claim.Waiter != waiter);

    /// <summary>Grants, in order, what can be granted by now, and drops the claims that nobody waits with any more.</summary>
    public static void Serve(AccountState account)
    {
        account.Claims.RemoveAll(claim => account.Now > claim.Until || OwnerOf(account, claim) is null);
        foreach (var claim in account.Claims.ToArray())
        {
            Granting.Serve(account, OwnerOf(account, claim)!, claim);
        }
    }

    /// <summary>What those before the lease in the queue, which is everyone in it when it has no place, need of the window.</summary>
    public static long NeededBefore(AccountState account, Lease lease, QuotaState quota, long window)
    {
        var needed = 0L;
        foreach (var claim in account.Claims)
        {
            if (claim.Lease == lease.Id)
            {
                break;
            }

            foreach (var ask in claim.Asks)
            {
                needed += ask.Quota == quota.Id && quota.Target(ask.Window, account.Now) == window ? ask.Need : 0;
            }
        }

        return needed;
    }

    private static Lease? OwnerOf(AccountState account, Claim claim) => account.Leases.Find(lease =>
        lease.Id == claim.Lease && lease.Status == LeaseStatus.Live && lease.Seq == claim.Seq);
}
