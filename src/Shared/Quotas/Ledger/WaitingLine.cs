namespace Tollgate.Quotas.Ledger;

/// <summary>
/// The requests that wait for one account, longest first: however many they are, one operation asks for all. Under the
/// account's gate.
/// </summary>
internal sealed class WaitingLine(LocalAccount account)
{
    private readonly List<Waiter> _waiters = [];

    public bool IsEmpty => _waiters.Count == 0;

    /// <summary>Who waits longest: its needs are the account's to meet before anyone else's here.</summary>
    public Waiter? First => _waiters.Count > 0 ? _waiters[0] : null;

    /// <summary>The ticket of who waits longest; 0 when nobody does.</summary>
    public long FirstTicket => First?.Ticket ?? 0;

    /// <summary>
    /// Who waits longest was answered in vain: others must not go on taking what comes in between from under its nose.
    /// </summary>
    public bool IsInVain => First is { IsInVain: true };

    public void Join(Waiter waiter)
    {
        if (_waiters.Contains(waiter))
        {
            return;
        }

        var behind = _waiters.FindIndex(other => other.Ticket > waiter.Ticket);
        _waiters.Insert(behind < 0 ? _waiters.Count : behind, waiter);
    }

    public void Leave(Waiter waiter) => _waiters.Remove(waiter);

    /// <summary>What all together wait for of a quota, and what the first in line does: zero when it has that at hand.</summary>
    public (long All, long First) NeedsOf(LocalQuota quota, long nowMs)
    {
        var (all, first) = (0L, 0L);
        foreach (var waiter in _waiters)
        {
            if (LocalAccount.IsShort(quota, waiter.Request, nowMs))
            {
                var amount = waiter.Request.Amounts[quota.Definition.Unit]!.Value;
                all = Math.Min(all, QuotaDefinition.MaxLimit - amount) + amount;
                first = waiter == First ? amount : first;
            }
        }

        return (all, first);
    }

    /// <summary>An operation is written that asks for all.</summary>
    public void Ask() => _waiters.ForEach(waiter => waiter.HasAsked = true);

    /// <summary>
    /// Tells those who wait that the account has answered. What it granted is reserved for them here and now: in the pool the
    /// next request, or the next hand-back, would take it.
    /// </summary>
    /// <param name="isAnswered">False when the store has not answered: all leave, and find out what the outage policy allows.</param>
    /// <param name="isGranted">The first in line was granted what it needs, or there is no queue at the account.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public void Answer(bool isAnswered, bool isGranted, long nowMs)
    {
        foreach (var waiter in _waiters.ToArray())
        {
            if (isGranted && account.TryReserve(waiter.Request, waiter.Entry, nowMs, isInTurn: true))
            {
                waiter.IsServed = true;
            }
            else
            {
                waiter.Entry.RollBack();
            }

            if (!waiter.IsServed && isAnswered && !waiter.HasAsked)
            {
                continue;
            }

            if (waiter.IsServed || !isAnswered || RefusalJudge.IsHopeless(account, waiter.Request, nowMs))
            {
                _waiters.Remove(waiter);
            }

            waiter.Answer(isAnswered);
        }
    }
}
