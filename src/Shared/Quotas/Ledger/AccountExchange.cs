using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Ledger;

/// <summary>Talks to the store about one account: says what is to be said, and takes in the answer. One talk at a time.</summary>
internal sealed class AccountExchange(LocalAccount account, FlushSchedule schedule, WaitingLine line)
{
    private const long CloseWithinMs = 30_000;

    // Half of what a claim lives: it is renewed well before it expires.
    private const long RenewClaimMs = 2_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private readonly LedgerContext _context = account.Context;
    private readonly List<LeaseOperation> _closes = [];
    private long _queuedTicket;
    private long _queuedAt;
    private long _usableUntil;
    private bool _looksAfterClose;

    public bool HasUnsentCloses => _closes.Count > 0;

    /// <summary>What became of the needs of those who wait. Throws when the store does not answer.</summary>
    public async Task<LeaseOutcome> RunAsync(Flush flush)
    {
        if (flush == Flush.Close)
        {
            lock (account.Gate)
            {
                PrepareClose();
            }
        }

        // The last lease is closed before the next one begins: a crash loses one at most.
        await SendClosesAsync(CancellationToken.None);
        if (flush == Flush.Close)
        {
            if (_looksAfterClose)
            {
                await Task.Delay(_context.Delay.Usual * 3, _context.Time);
                await LookAsync();
            }

            return LeaseOutcome.None;
        }

        var outcome = flush == Flush.Look || IsQueued() ? await LookAsync() : null;
        return outcome ?? await ReportAsync(isSecondTry: false);
    }

    /// <summary>The process ends: everything reserved counts as spent, the rest is free at once.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        lock (account.Gate)
        {
            account.IsRetired = true;
            if (!account.Lease.IsUnused)
            {
                account.Lease.Slices.ForEach(slice => slice.Freeze());
                _closes.Add(account.Lease.LastOperation(_context.NowMs + CloseWithinMs, account.Quotas));
            }
        }

        await SendClosesAsync(cancellation);
    }

    private void PrepareClose()
    {
        if (!account.Lease.IsUnused && account.TryFreeze())
        {
            _closes.Add(account.Lease.LastOperation(_context.NowMs + CloseWithinMs, account.Quotas));
            _looksAfterClose = schedule.IsSharingUnleased;
            account.Renew();
            schedule.Closed();
        }
    }

    // Accepted by the store is as good as handled: it delivers at least once, and nobody waits for an answer.
    private async Task SendClosesAsync(CancellationToken cancellation)
    {
        while (FirstClose() is { } close)
        {
            // Valid from now on: while the store was down, its time may have run out.
            var operation = close with { NotAfter = Math.Max(close.NotAfter, _context.NowMs + CloseWithinMs) };
            await _context.Store.SignalAsync(account.Key, operation.ToEnvelope(LeaseOperation.Close), cancellation);
            _context.Trail?.Forget(operation.Lease);
            lock (account.Gate)
            {
                _closes.Remove(close);
                schedule.Answered();
            }
        }
    }

    private LeaseOperation? FirstClose()
    {
        lock (account.Gate)
        {
            return _closes.FirstOrDefault();
        }
    }

    private bool IsQueued()
    {
        lock (account.Gate)
        {
            return _queuedTicket != 0 && _queuedTicket == line.FirstTicket && _context.MonotonicMs - _queuedAt < RenewClaimMs
                && !account.Lease.Slices.Exists(slice => slice.Free > 0 && slice.Granted > slice.Returned + slice.Settled);
        }
    }

    // The claim may have been served since: one look instead of another operation. Null when there is something to be said.
    private async Task<LeaseOutcome?> LookAsync()
    {
        if (await _context.Store.ReadAsync<AccountState>(account.Key, CancellationToken.None) is not { } state)
        {
            return null;
        }

        _context.Observer?.Seen(account.Key, state);
        lock (account.Gate)
        {
            schedule.Looked(_context.MonotonicMs, state);
            var outcome = Take(state, isLast: false);
            return outcome is LeaseOutcome.Gone or LeaseOutcome.Ended || schedule.HasSomethingToYield ? null : outcome;
        }
    }

    private async Task<LeaseOutcome> ReportAsync(bool isSecondTry)
    {
        string kind;
        LeaseOperation operation;
        bool isLastWord;
        lock (account.Gate)
        {
            schedule.Sending(_context.MonotonicMs);
            (kind, operation) = LeaseComposer.Compose(
                account, line, schedule.IsQuiet(_context.MonotonicMs), _context.NowMs, schedule.TtlMs, isSecondTry);
            isLastWord = line.IsEmpty && operation.Asks.Count == 0 && operation.IsConfirmed && !schedule.IsCurious;
        }

        var usableUntil = _context.NowMs + schedule.TtlMs;
        if (isLastWord)
        {
            await _context.Store.SignalAsync(account.Key, operation.ToEnvelope(kind), CancellationToken.None);
            lock (account.Gate)
            {
                schedule.Answered();
            }

            return LeaseOutcome.None;
        }

        var state = await SendAsync(kind, operation);
        LeaseOutcome outcome;
        lock (account.Gate)
        {
            schedule.Answered(state);
            _usableUntil = usableUntil;
            outcome = Take(state, isLast: isSecondTry);
            _queuedTicket = outcome == LeaseOutcome.Queued ? operation.Waiter : 0;
            _queuedAt = _context.MonotonicMs;
        }

        // A fresh lease is as good as the lost one to whoever waits, and the window that is on as good as the one that ended.
        return outcome is LeaseOutcome.Gone or LeaseOutcome.Ended && !isSecondTry ? await ReportAsync(isSecondTry: true) : outcome;
    }

    // Only the outcome recorded for exactly the operation asked about is its answer.
    private LeaseOutcome Take(AccountState state, bool isLast)
    {
        var (id, seq) = (account.Lease.Id, account.Lease.Seq);
        var granted = account.Lease.Granted;
        account.Yield(isOthersTurn: !line.IsEmpty);
        if (!LeaseLearner.Learn(account, state, _usableUntil, _context.NowMs))
        {
            account.Yield(line.IsInVain);
            QuotaLog.LeaseIsGone(_context.Log, account.Key.ToString(), id);
            return LeaseOutcome.Gone;
        }

        var outcome = state.Leases.Find(lease => lease.Id == id && lease.Seq == seq)?.Outcome ?? LeaseOutcome.Late;

        // The claim may have been served just before an operation that renewed it.
        var isGranted = outcome is LeaseOutcome.Granted or LeaseOutcome.None || account.Lease.Granted > granted;
        if (isLast || outcome != LeaseOutcome.Ended)
        {
            line.Answer(isAnswered: true, isGranted, _context.NowMs);
        }

        account.Yield(line.IsInVain);
        return outcome;
    }

    private async Task<AccountState> SendAsync(string kind, LeaseOperation operation)
    {
        var started = _context.MonotonicMs;
        await _context.Store.SignalAsync(account.Key, operation.ToEnvelope(kind), CancellationToken.None);

        // Nobody waits for what is fetched ahead: a later look finds it more surely.
        var pause = operation.Waiter == 0 ? _context.Delay.Usual * 3 : _context.Delay.Usual;
        for (var looks = 1; ; looks++)
        {
            await Task.Delay(pause, _context.Time);
            var state = await _context.Store.ReadAsync<AccountState>(account.Key, CancellationToken.None);
            if (state?.Leases.Find(lease => lease.Id == operation.Lease) is { } lease && lease.Seq >= operation.Seq)
            {
                if (operation.Waiter != 0)
                {
                    _context.Delay.Learn(looks);
                }

                _context.Observer?.Seen(account.Key, state);
                return state;
            }

            if (_context.MonotonicMs - started > _context.Options.StoreTimeout.TotalMilliseconds)
            {
                throw new TimeoutException($"Account {account.Key} has not handled {operation.Lease}.{operation.Seq}.");
            }

            pause = looks == 1 ? FirstPause : pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
        }
    }
}
