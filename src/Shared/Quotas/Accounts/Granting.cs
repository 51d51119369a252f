using Tollgate.Quotas.Alerts;

namespace Tollgate.Quotas.Accounts;

/// <summary>Decides what an owner gets: all it needs of every quota it names, or nothing.</summary>
internal static class Granting
{
    /// <summary>Answers a fresh operation that asks for something.</summary>
    public static void Answer(AccountState account, Lease lease, LeaseOperation operation)
    {
        if (operation.Asks.FirstOrDefault(ask => ask.Need > 0 && IsForAnotherTime(account, ask)) is { } untimely)
        {
            account.Claims.RemoveAll(claim => claim.Lease == lease.Id);
            lease.Outcome = LeaseOutcome.Ended;
            lease.DeniedBy = untimely.Quota;
            return;
        }

        if (Refuser(account, lease, operation.Asks) is not { } refuser)
        {
            Grant(account, lease, operation.Asks);
            return;
        }

        lease.DeniedBy = refuser.Quota;
        Alerting.Refuse(account, refuser);
        lease.Outcome = CouldBeMetByReturns(account, lease, refuser) && ClaimQueue.TryJoin(account, lease, operation)
            ? LeaseOutcome.Queued
            : LeaseOutcome.Denied;
        if (lease.Outcome == LeaseOutcome.Denied)
        {
            account.Claims.RemoveAll(claim => claim.Lease == lease.Id);
        }
    }

    /// <summary>Grants the claim if it can be met by now.</summary>
    public static void Serve(AccountState account, Lease lease, Claim claim)
    {
        if (claim.Asks.Exists(ask => IsForAnotherTime(account, ask)))
        {
            account.Claims.Remove(claim);
            lease.Outcome = LeaseOutcome.Ended;
        }
        else if (Refuser(account, lease, claim.Asks) is null)
        {
            Grant(account, lease, claim.Asks);
        }
    }

    private static void Grant(AccountState account, Lease lease, IReadOnlyList<SliceAsk> asks)
    {
        var sharers = account.Leases.Count(candidate => candidate.Status == LeaseStatus.Live);
        var othersWait = account.Claims.Exists(claim => claim.Lease != lease.Id);
        foreach (var ask in asks)
        {
            if (account.Find(ask.Quota) is not { } quota || quota.Target(ask.Window, account.Now) is not { } window)
            {
                continue;
            }

            var available = Available(account, lease, quota, window);
            var share = othersWait ? ask.Need : Math.Min(ask.Want, available / sharers);
            var amount = Math.Min(Math.Max(share, ask.Need), available);
            if (amount == 0)
            {
                continue;
            }

            var slice = lease.Find(quota.Id, window) ?? lease.Add(quota.Id, window);
            slice.Granted += amount;
            quota.Level -= quota.Definition.IsBucket ? amount : 0;
        }

        account.Claims.RemoveAll(claim => claim.Lease == lease.Id);
        lease.Outcome = LeaseOutcome.Granted;
        lease.DeniedBy = null;
    }

    private static SliceAsk? Refuser(AccountState account, Lease lease, IReadOnlyList<SliceAsk> asks)
    {
        foreach (var ask in asks)
        {
            if (account.Find(ask.Quota) is not { } quota)
            {
                return ask;
            }

            if (quota.Target(ask.Window, account.Now) is { } window
                && ((ask.Need > 0 && ask.Need > Available(account, lease, quota, window))
                    || lease.Find(quota.Id, window) is { IsFinal: true }))
            {
                return ask;
            }
        }

        return null;
    }

    // Whoever came first keeps its place: others share what it leaves.
    private static long Available(AccountState account, Lease lease, QuotaState quota, long window) =>
        Math.Max(0, account.Left(quota, window) - ClaimQueue.NeededBefore(account, lease, quota, window));

    private static bool IsForAnotherTime(AccountState account, SliceAsk ask) =>
        account.Find(ask.Quota) is { } quota && quota.Target(ask.Window, account.Now) is null;

    private static bool CouldBeMetByReturns(AccountState account, Lease lease, SliceAsk ask)
    {
        if (account.Find(ask.Quota) is not { } quota || quota.Target(ask.Window, account.Now) is not { } window)
        {
            return false;
        }

        var left = account.Left(quota, window);
        if (ask.Need <= left)
        {
            // There is enough, and those before it in the queue come first.
            return true;
        }

        var own = lease.Find(quota.Id, window)?.Open ?? 0;
        var others = account.Outstanding(quota.Id, window) - own;
        return others > 0 && left + others >= ask.Need;
    }
}
