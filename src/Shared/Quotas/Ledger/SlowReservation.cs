namespace Tollgate.Quotas.Ledger;

/// <summary>
/// A reservation for which not everything is at hand: waits in line at all accounts that lack something at once, and keeps its
/// places until it is served or refused. What one account has reserved for it goes back if another has nothing: it holds
/// nothing while it waits.
/// </summary>
internal sealed class SlowReservation(AccountTable table, LedgerContext context, QuotaRequest request, HoldEntry entry)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly long _ticket = context.NextTicket();
    private readonly List<(LocalAccount Account, Waiter Waiter)> _places = [];

    private enum Answer
    {
        /// <summary>No account lacked anything.</summary>
        None,
        All,
        StoreIsSilent,
    }

    /// <summary>Null when the reservation is in the entry.</summary>
    public async ValueTask<QuotaRefusal?> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await WaitInLineAsync(cancellation);
        }
        finally
        {
            foreach (var (account, waiter) in _places)
            {
                account.Sync.Leave(waiter);
            }
        }
    }

    private async Task<QuotaRefusal?> WaitInLineAsync(CancellationToken cancellation)
    {
        var started = context.MonotonicMs;
        for (var isFirst = true; ; isFirst = false)
        {
            if (table.Find(request) is not { } accounts)
            {
                return TooManyAccounts();
            }

            if (TryReserve(accounts))
            {
                return null;
            }

            if (isFirst && Recall(accounts) is { } recalled)
            {
                return recalled;
            }

            var answer = await AskAsync(accounts, cancellation);
            if (TryReserve(accounts))
            {
                return null;
            }

            var isPatient = context.MonotonicMs - started < context.Options.Patience.TotalMilliseconds;
            if (answer == Answer.StoreIsSilent)
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

            if (answer != Answer.All)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(context.Jittered(Pause)), context.Time, cancellation);
            }
        }
    }

    // From the accounts that have reserved it, and from the others as usual: all or nothing.
    private bool TryReserve(AccountSet accounts)
    {
        var now = context.NowMs;
        foreach (var account in accounts.All())
        {
            account.Roll(now);
            account.OpenUnleased(request, now);
        }

        foreach (var account in accounts.All())
        {
            if (!TryTakePlace(account) && !account.TryReserve(request, entry, now))
            {
                entry.RollBack();
                return false;
            }
        }

        return true;
    }

    private bool TryTakePlace(LocalAccount account)
    {
        var waiter = PlaceAt(account);
        return waiter is not null && account.Sync.TryCollect(waiter, entry);
    }

    private Waiter? PlaceAt(LocalAccount account) => _places.Find(place => place.Account == account).Waiter;

    private async Task<Answer> AskAsync(AccountSet accounts, CancellationToken cancellation)
    {
        var asked = new List<Task<bool>>();
        foreach (var account in accounts.All())
        {
            var waiter = PlaceAt(account);
            if (waiter is null)
            {
                waiter = new Waiter(_ticket, request, context.Holds.Get(request.Amounts));
                _places.Add((account, waiter));
            }

            if (account.Sync.Join(waiter) is { } answer)
            {
                asked.Add(answer);
            }
        }

        // All are under way, and each answers within the store's deadline.
        var isAnswered = true;
        foreach (var answer in asked)
        {
            isAnswered &= await answer.WaitAsync(cancellation);
        }

        return asked.Count == 0 ? Answer.None : isAnswered ? Answer.All : Answer.StoreIsSilent;
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

            if (isPatient && RefusalJudge.CanOthersHelp(quota, refusal))
            {
                return null;
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
        var first = applicable.Find(quota => LocalAccount.IsShort(quota, request, context.NowMs)) ?? applicable[0];
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
