namespace Tollgate.Quotas.Ledger;

/// <summary>
/// A reservation for which not everything is at hand: asks all accounts that lack something at once, then tries again. Holds
/// nothing while it waits.
/// </summary>
internal sealed class SlowReservation(AccountTable table, LedgerContext context, QuotaRequest request, HoldEntry entry)
{
    private const long FutileMs = 30_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>Null when the reservation is in the entry.</summary>
    public async ValueTask<QuotaRefusal?> RunAsync(CancellationToken cancellation)
    {
        var started = context.MonotonicMs;
        var pause = TimeSpan.Zero;
        while (true)
        {
            if (table.Find(request) is not { } accounts)
            {
                return TooManyAccounts();
            }

            if (TryReserve(accounts))
            {
                return null;
            }

            if (pause == TimeSpan.Zero && Recall(accounts) is { } recalled)
            {
                return recalled;
            }

            var isAnswered = await AskAsync(accounts);
            cancellation.ThrowIfCancellationRequested();
            if (TryReserve(accounts))
            {
                return null;
            }

            var isPatient = context.MonotonicMs - started < context.Options.Patience.TotalMilliseconds;
            if (!isAnswered)
            {
                // One lost answer is no outage, and an outage that has lasted is not waited for again by every request.
                if (!isPatient || context.Breaker.HasBeenOpenFor(context.Options.Patience, context.NowMs))
                {
                    return TryUnderOutagePolicy(accounts) ? null : Unavailable(accounts);
                }
            }
            else if (Judge(accounts, isPatient) is { } refusal)
            {
                return refusal;
            }

            pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(TimeSpan.FromMilliseconds(context.Jittered(pause)), context.Time, cancellation);
        }
    }

    private bool TryReserve(AccountSet accounts)
    {
        var now = context.NowMs;
        foreach (var account in accounts.All())
        {
            account.Roll(now);
            account.OpenUnleased(request, now);
        }

        return accounts.TryReserve(request, entry, now);
    }

    private async Task<bool> AskAsync(AccountSet accounts)
    {
        var asked = new List<Task<bool>>();
        foreach (var account in accounts.All())
        {
            if (account.Sync.Request(request) is { } answered)
            {
                asked.Add(answered);
            }
        }

        // All are under way, and each answers within the store's deadline.
        var isAnswered = true;
        foreach (var answered in asked)
        {
            isAnswered &= await answered;
        }

        return isAnswered;
    }

    private QuotaRefusal? Recall(AccountSet accounts)
    {
        foreach (var account in accounts.All())
        {
            if (RefusalJudge.Recall(account, request, context.NowMs) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Null while waiting may help.</summary>
    private QuotaRefusal? Judge(AccountSet accounts, bool isPatient)
    {
        foreach (var account in accounts.All())
        {
            if (RefusalJudge.Judge(account, request, context.NowMs) is not var (quota, refusal))
            {
                continue;
            }

            if (RefusalJudge.CanOthersHelp(quota, refusal))
            {
                if (isPatient && context.NowMs >= quota.FutileUntil)
                {
                    return null;
                }

                quota.FutileUntil = Math.Max(quota.FutileUntil, context.NowMs + FutileMs);
            }

            RefusalJudge.Remember(quota, refusal, context.Options, context.NowMs);
            return refusal;
        }

        return isPatient ? null : Contended(accounts);
    }

    // Room was there each time, and others were faster.
    private QuotaRefusal Contended(AccountSet accounts) => RefuseFirst(accounts, QuotaRefusalReason.HoldsInFlight);

    private bool TryUnderOutagePolicy(AccountSet accounts)
    {
        foreach (var account in accounts.All())
        {
            account.ApplyOutagePolicy(context.NowMs);
        }

        return TryReserve(accounts);
    }

    private QuotaRefusal Unavailable(AccountSet accounts) => RefuseFirst(accounts, QuotaRefusalReason.StoreUnavailable);

    private QuotaRefusal RefuseFirst(AccountSet accounts, QuotaRefusalReason reason)
    {
        var applicable = accounts.All().SelectMany(account => account.Quotas).Where(quota => quota.AppliesTo(request)).ToList();
        var first = applicable.Find(quota => request.Amounts[quota.Definition.Unit] > (quota.Active?.Free ?? 0)) ?? applicable[0];
        return RefusalJudge.Refuse(first, request.Amounts[first.Definition.Unit] ?? 0, reason, context.NowMs);
    }

    private static QuotaRefusal TooManyAccounts() => new()
    {
        Quota = new QuotaDefinition { Scope = QuotaScope.User },
        Reason = QuotaRefusalReason.TooManyAccounts,
        Needed = 1,
        Left = 0,
    };
}
