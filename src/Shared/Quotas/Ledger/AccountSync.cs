using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// The exchange of one account with the store: one operation at a time, and whoever comes while it is under way waits for
/// the next one together.
/// </summary>
internal sealed class AccountSync
{
    private const long CloseWithinMs = 30_000;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(400);

    private readonly LocalAccount _account;
    private readonly LedgerContext _context;
    private readonly FlushSchedule _schedule;
    private readonly List<LeaseOperation> _closes = [];
    private Demand? _waiting;
    private bool _isRunning;
    private bool _isQueued;
    private int _denials;

    public AccountSync(LocalAccount account)
    {
        _account = account;
        _context = account.Context;
        _schedule = new FlushSchedule(account);
        LookaheadMs = _context.Jittered(TimeSpan.FromSeconds(5));
    }

    /// <summary>How long before a window's end the next one is leased.</summary>
    public long LookaheadMs { get; }

    /// <summary>
    /// Asks the account for what the request lacks. Null when it lacks nothing; the task's result is false when the store
    /// does not answer.
    /// </summary>
    public Task<bool>? Request(in QuotaRequest request)
    {
        Demand demand;
        bool starts;
        lock (_account.Gate)
        {
            demand = _waiting ?? new Demand();
            if (_account.IsRetired || !_account.AddShortfall(request, demand, _context.NowMs))
            {
                return null;
            }

            _waiting = demand;
            _schedule.Touch(_context.MonotonicMs);
            starts = !_isRunning;
            _isRunning = true;
        }

        if (starts)
        {
            _ = RunAsync(Flush.None);
        }

        return demand.Answered;
    }

    /// <summary>Does what is due, behind the requests; retires an account that has nothing more to keep.</summary>
    public void Tick()
    {
        Flush due;
        lock (_account.Gate)
        {
            due = _schedule.Due(_context.NowMs, _context.MonotonicMs, _isRunning, _closes.Count > 0);
            if (due == Flush.Retire && _account.TryFreeze() && _account.Lease.Settled == 0)
            {
                _account.IsRetired = true;
            }

            if (due is Flush.None or Flush.Retire)
            {
                return;
            }

            _isRunning = true;
        }

        _ = RunAsync(due);
    }

    /// <summary>The process ends: everything reserved counts as spent, the rest is free at once.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        LeaseOperation operation;
        lock (_account.Gate)
        {
            _account.IsRetired = true;
            if (_account.Lease.IsUnused)
            {
                return;
            }

            _account.Lease.Slices.ForEach(slice => slice.Freeze());
            operation = _account.Lease.LastOperation(_context.NowMs + CloseWithinMs, _account.Quotas);
        }

        await _context.Store.SignalAsync(_account.Key, operation.ToEnvelope(LeaseOperation.Close), cancellation);
        _context.Trail?.Forget(operation.Lease);
    }

    private async Task RunAsync(Flush flush)
    {
        while (true)
        {
            if (flush == Flush.None && _denials > 0)
            {
                // What others hand back comes within a second or so: no use to ask all the time.
                await Task.Delay(AskAgainAfter * (1 << Math.Min(_denials - 1, 2)), _context.Time);
            }

            Demand? demand;
            lock (_account.Gate)
            {
                demand = flush == Flush.Close ? null : _waiting;
                _waiting = flush == Flush.Close ? _waiting : null;
                if (demand is null && flush == Flush.None)
                {
                    _isRunning = false;
                    return;
                }
            }

            var isAnswered = await ExchangeAsync(demand, flush);
            demand?.Answer(isAnswered);
            flush = Flush.None;
        }
    }

    private async Task<bool> ExchangeAsync(Demand? demand, Flush flush)
    {
        if (!_context.Breaker.TryEnter(_context.NowMs))
        {
            return false;
        }

        try
        {
            var timeout = _context.Options.StoreTimeout;
            await TalkAsync(demand, flush).WaitAsync(timeout, _context.Time);
            _context.Breaker.Succeeded();
            return true;
        }
        catch (Exception e)
        {
            // Whatever the store threw, it has not answered: requests fall back on the outage policy.
            _context.Breaker.Failed(_context.NowMs, e);
            lock (_account.Gate)
            {
                _schedule.Failed(_context.MonotonicMs);
            }

            return false;
        }
    }

    private async Task TalkAsync(Demand? demand, Flush flush)
    {
        if (demand is not null && _isQueued && await IsServedAsync())
        {
            return;
        }

        if (flush == Flush.Close)
        {
            lock (_account.Gate)
            {
                PrepareClose();
            }
        }

        await ResendClosesAsync();
        if (flush != Flush.Close)
        {
            await ReportAsync(demand);
        }
    }

    private async Task ReportAsync(Demand? demand)
    {
        string kind;
        LeaseOperation operation;
        lock (_account.Gate)
        {
            _schedule.Sending(_context.MonotonicMs);
            (kind, operation) = LeaseComposer.Compose(_account, demand, _schedule.IsQuiet(_context.MonotonicMs), _context.NowMs, _schedule.TtlMs);
        }

        var usableUntil = _context.NowMs + _schedule.TtlMs;
        var (state, looks) = await SendAsync(kind, operation);
        lock (_account.Gate)
        {
            _schedule.Answered(state, looks);
            var outcome = state.Leases.Find(lease => lease.Id == operation.Lease)?.Outcome;
            _isQueued = outcome == LeaseOutcome.Queued;
            _denials = outcome is LeaseOutcome.Queued or LeaseOutcome.Denied ? _denials + 1 : 0;
            if (Learn(state, usableUntil))
            {
                return;
            }
        }

        // A fresh lease is as good as the lost one to whoever waits.
        if (demand is not null)
        {
            await ReportAsync(demand);
        }
    }

    // The first in line may have been served since: one look instead of another operation.
    private async Task<bool> IsServedAsync()
    {
        if (await _context.Store.ReadAsync<AccountState>(_account.Key, CancellationToken.None) is not { } state)
        {
            return false;
        }

        lock (_account.Gate)
        {
            _isQueued = false;
            Learn(state, usableUntil: 0);
            return state.Leases.Find(lease => lease.Id == _account.Lease.Id)?.Outcome == LeaseOutcome.Granted;
        }
    }

    private bool Learn(AccountState state, long usableUntil)
    {
        var lease = _account.Lease.Id;
        if (LeaseLearner.Learn(_account, state, usableUntil, _context.NowMs))
        {
            return true;
        }

        QuotaLog.LeaseIsGone(_context.Log, _account.Key.ToString(), lease);
        return false;
    }

    private void PrepareClose()
    {
        if (!_account.Lease.IsUnused && _account.TryFreeze())
        {
            _closes.Add(_account.Lease.LastOperation(_context.NowMs + CloseWithinMs, _account.Quotas));
            _account.Renew();
        }
    }

    private async Task ResendClosesAsync()
    {
        while (_closes.Count > 0)
        {
            var (state, looks) = await SendAsync(LeaseOperation.Close, _closes[0]);
            _context.Trail?.Forget(_closes[0].Lease);
            _closes.RemoveAt(0);
            lock (_account.Gate)
            {
                _schedule.Answered(state, looks);
                foreach (var quota in _account.Quotas)
                {
                    quota.Learn(state, _account.Lease.Id, _context.NowMs);
                }
            }
        }
    }

    // The store shows operations after a while that is much the same each time: the first look comes just after it.
    private async Task<(AccountState State, int Looks)> SendAsync(string kind, LeaseOperation operation)
    {
        var started = _context.MonotonicMs;
        await _context.Store.SignalAsync(_account.Key, operation.ToEnvelope(kind), CancellationToken.None);
        var delay = _schedule.UsualDelay;
        for (var looks = 1; ; looks++)
        {
            await Task.Delay(delay, _context.Time);
            var state = await _context.Store.ReadAsync<AccountState>(_account.Key, CancellationToken.None);
            if (state?.Leases.Find(lease => lease.Id == operation.Lease) is { } lease && lease.Seq >= operation.Seq)
            {
                _context.Observer?.Seen(_account.Key, state);
                return (state, looks);
            }

            if (_context.MonotonicMs - started > _context.Options.StoreTimeout.TotalMilliseconds)
            {
                throw new TimeoutException($"Account {_account.Key} has not handled {operation.Lease}.{operation.Seq}.");
            }

            delay = looks == 1 ? TimeSpan.FromMilliseconds(10) : delay * 1.5 < MaxDelay ? delay * 1.5 : MaxDelay;
        }
    }
}
