using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Ledger;

/// <summary>Writes the next operation of a lease: what was spent, what goes back, what is asked for. Under the account's gate.</summary>
internal static class LeaseComposer
{
    private const long AnswerWithinMs = 30_000;

    public static (string Kind, LeaseOperation Operation) Compose(
        LocalAccount account, WaitingLine line, bool isQuiet, long nowMs, long ttlMs, bool trustsAccountsClock)
    {
        var options = account.Context.Options;
        var asks = new List<SliceAsk>();
        foreach (var quota in account.Quotas)
        {
            SliceRoll.Advance(quota, account.Lease, nowMs);
            if (quota.IsLeased)
            {
                var needs = line.NeedsOf(quota, nowMs);
                HandBackSurplus(quota, needs.All, isQuiet, options);
                AskForCurrent(quota, needs, options, nowMs, trustsAccountsClock, asks);
                AskForNext(account, quota, nowMs, asks);
            }
        }

        line.Ask();
        SliceRoll.Finish(account.Lease, account.Quotas, nowMs);
        var operation = account.Lease.NextOperation(nowMs + AnswerWithinMs, ttlMs) with
        {
            Asks = asks,
            Waiter = line.FirstTicket,
            Definitions = LocalLease.DefinitionsFor(account.Quotas),
        };
        return (asks.Count > 0 ? LeaseOperation.Acquire : LeaseOperation.Report, operation);
    }

    /// <summary>The next window is near, and what it will take is not leased yet.</summary>
    public static bool ShouldLookAhead(LocalAccount account, LocalQuota quota, long nowMs) =>
        quota is { IsLeased: true, Next: null, Active: { End: < long.MaxValue } active }
        && nowMs < active.End
        && nowMs >= active.End - Math.Min(account.Sync.LookaheadMs, (active.End - active.Window) / 4)
        && quota.Sizer.Lasting(account.Context.Options.LeaseSpanMs) > quota.Reservation;

    // Where somebody waits at the account everything goes back, also what is too little for who waits here: nobody sits on a
    // part while he waits for the rest. Elsewhere what is here stays, in case the store does not answer.
    private static void HandBackSurplus(LocalQuota quota, long waiting, bool isQuiet, QuotaOptions options)
    {
        if (quota.Active is not { } active || (waiting > 0 && !quota.IsClaimed))
        {
            return;
        }

        var keep = quota.IsClaimed || (isQuiet && quota.IsNearLimit) ? 0
            : quota.Sizer.Target(quota.Reservation, options.LeaseSpanMs) * (quota.IsNearLimit ? 1 : 3);
        active.HandBack(active.Free - keep);
    }

    private static void AskForCurrent(
        LocalQuota quota, (long All, long First) waiting, QuotaOptions options, long nowMs, bool trustsAccountsClock, List<SliceAsk> asks)
    {
        var free = quota.Active is { } active && nowMs < active.UsableUntil && !quota.IsClaimed ? active.Free : 0;
        var span = quota.IsNearLimit ? options.LeaseSpanMs / 4 : options.LeaseSpanMs;
        var target = quota.IsClaimed ? 0 : quota.Sizer.Target(Math.Max(quota.Reservation, waiting.First), span);
        var need = Math.Max(0, waiting.First - free);
        var want = Math.Min(Math.Max(waiting.All - waiting.First + Math.Max(target, waiting.First) - free, need), Math.Max(need, quota.Definition.Limit));
        var isWorthwhile = waiting.All > 0 ? want > 0 : nowMs >= quota.ExhaustedUntil && want >= target / 4 && quota.IsBusy(options.LeaseSpanMs);
        if (isWorthwhile && want > 0 && need <= QuotaDefinition.MaxLimit)
        {
            var window = quota.WindowToAskFor(nowMs, trustsAccountsClock);
            asks.Add(new SliceAsk(quota.Definition.Id, window, Math.Min(want, QuotaDefinition.MaxLimit), need));
        }
    }

    private static void AskForNext(LocalAccount account, LocalQuota quota, long nowMs, List<SliceAsk> asks)
    {
        if (ShouldLookAhead(account, quota, nowMs))
        {
            var want = Math.Min(quota.Sizer.Target(quota.Reservation, account.Context.Options.LeaseSpanMs), quota.Definition.Limit);
            asks.Add(new SliceAsk(quota.Definition.Id, quota.Active!.End, want, 0));
        }
    }
}
