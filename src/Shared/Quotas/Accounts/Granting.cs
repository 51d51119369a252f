using Tollgate.Quotas.Alerts;

namespace Tollgate.Quotas.Accounts;

/// <summary>Decides what an owner gets: all it needs of every quota it names, or nothing.</summary>
internal static class Granting
{
    private const long ClaimMs = 5_000;

    /// <summary>Answers a fresh operation that asks for something.</summary>
    public static void Answer(AccountState account, Lease lease, LeaseOperation operation)
    {
        if (Refuser(account, lease, operation.Asks) is not { } refuser)
        {
            Grant(account, lease, operation.Asks);
            return;
        }

        lease.Outcome = LeaseOutcome.Denied;
        lease.DeniedBy = refuser.Quota;
        Alerting.Refuse(account, refuser);
        var isClaimedByAnother = account.Claim is { } claim && claim.Lease != lease.Id && account.Now <= claim.Until;
        if (!isClaimedByAnother && CouldBeMetByReturns(account, lease, refuser))
        {
            lease.Outcome = LeaseOutcome.Queued;
            account.Claim = new StarvationClaim
            {
                Lease = lease.Id,
                Seq = lease.Seq,
                Until = Math.Min(operation.NotAfter, account.Now + ClaimMs),
                Asks = [.. operation.Asks],
            };
        }
    }

    /// <summary>Grants the claim as soon as it can be met, and drops one that nobody waits for any more.</summary>
    public static void ServeClaim(AccountState account)
    {
        if (account.Claim is not { } claim)
        {
            return;
        }

        var lease = account.Leases.Find(candidate => candidate.Id == claim.Lease);
        if (lease is not { Status: LeaseStatus.Live } || lease.Seq != claim.Seq || account.Now > claim.Until)
        {
            account.Claim = null;
        }
        else if (Refuser(account, lease, claim.Asks) is null)
        {
            Grant(account, lease, claim.Asks);
            account.Claim = null;
        }
    }

    private static void Grant(AccountState account, Lease lease, IReadOnlyList<SliceAsk> asks)
    {
        lease.Outcome = LeaseOutcome.Granted;
        lease.DeniedBy = null;
        var sharers = account.Leases.Count(candidate => candidate.Status == LeaseStatus.Live);
        foreach (var ask in asks)
        {
            var quota = account.Find(ask.Quota)!;
            var window = quota.Target(ask.Window, account.Now);
            var available = Available(account, lease, quota, window);
            var amount = Math.Min(Math.Max(Math.Min(ask.Want, available / sharers), ask.Need), available);
            if (amount == 0)
            {
                continue;
            }

            var slice = lease.Find(quota.Id, window) ?? lease.Add(quota.Id, window);
            slice.Granted += amount;
            quota.Level -= quota.Definition.IsBucket ? amount : 0;
        }
    }

    private static SliceAsk? Refuser(AccountState account, Lease lease, IReadOnlyList<SliceAsk> asks)
    {
        foreach (var ask in asks)
        {
            if (account.Find(ask.Quota) is not { } quota)
            {
                return ask;
            }

            var window = quota.Target(ask.Window, account.Now);
            if ((ask.Need > 0 && ask.Need > Available(account, lease, quota, window))
                || lease.Find(quota.Id, window) is { IsFinal: true })
            {
                return ask;
            }
        }

        return null;
    }

    // Who is first in line keeps its place: others share what it leaves.
    private static long Available(AccountState account, Lease lease, QuotaState quota, long window)
    {
        var left = account.Left(quota, window);
        if (account.Claim is { } claim && claim.Lease != lease.Id && account.Now <= claim.Until)
        {
            foreach (var ask in claim.Asks)
            {
                left -= ask.Quota == quota.Id && quota.Target(ask.Window, account.Now) == window ? ask.Need : 0;
            }
        }

        return Math.Max(0, left);
    }

    private static bool CouldBeMetByReturns(AccountState account, Lease lease, SliceAsk ask)
    {
        if (account.Find(ask.Quota) is not { } quota)
        {
            return false;
        }

        var window = quota.Target(ask.Window, account.Now);
        var own = lease.Find(quota.Id, window)?.Open ?? 0;
        var others = account.Outstanding(quota.Id, window) - own;
        return others > 0 && account.Left(quota, window) + others >= ask.Need;
    }
}
