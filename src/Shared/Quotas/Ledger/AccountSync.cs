using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Decides when an account is spoken to: at once for a request that waits, one operation at a time, and whoever comes while
/// it is under way waits for the next one together.
/// </summary>
internal sealed class AccountSync
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly LocalAccount _account;
    private readonly LedgerContext _context;
    private readonly FlushSchedule _schedule;
    private readonly WaitingLine _line;
    private readonly AccountExchange _exchange;
    private bool _isRunning;
    private long _deniedTicket;
    private int _denials;

    public AccountSync(LocalAccount account)
    {
        _account = account;
        _context = account.Context;
        _schedule = new FlushSchedule(account);
        _line = new WaitingLine(account);
        _exchange = new AccountExchange(account, _schedule, _line);
        LookaheadMs = _context.Jittered(TimeSpan.FromSeconds(5));
    }

    /// <summary>How long before a window's end the next one is leased.</summary>
    public long LookaheadMs { get; }

    /// <summary>
    /// Puts a request that lacks something in line, or keeps it there, and asks the account. Null when it lacks nothing; the
    /// task's result is false when the store does not answer.
    /// </summary>
    public Task<bool>? Join(Waiter waiter)
    {
        Task<bool> answer;
        lock (_account.Gate)
        {
            if (_account.IsRetired || waiter.IsServed || !_account.IsShort(waiter.Request, _context.NowMs))
            {
                return null;
            }

            _line.Join(waiter);
            _schedule.Touch(_context.MonotonicMs);
            answer = waiter.NextAnswer;
            if (_isRunning)
            {
                return answer;
            }

            _isRunning = true;
        }

        _ = RunAsync(Flush.None);
        return answer;
    }

    /// <summary>Hands over what was reserved for the request. False when nothing was.</summary>
    public bool TryCollect(Waiter waiter, HoldEntry entry)
    {
        lock (_account.Gate)
        {
            if (!waiter.IsServed)
            {
                return false;
            }

            entry.Absorb(waiter.Entry);
            waiter.IsServed = false;
            return true;
        }
    }

    /// <summary>The request waits no longer; what was reserved for it meanwhile goes back.</summary>
    public void Leave(Waiter waiter)
    {
        lock (_account.Gate)
        {
            _line.Leave(waiter);
            waiter.GiveBack();
            _account.Yield(_line.IsInVain);
            waiter.Entry.ReturnToPool();
        }
    }

    /// <summary>Does what is due, behind the requests; retires an account that has nothing more to keep.</summary>
    public void Tick()
    {
        Flush due;
        lock (_account.Gate)
        {
            due = _schedule.Due(_context.NowMs, _context.MonotonicMs, _isRunning, _exchange.HasUnsentCloses);
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
    public Task CloseAsync(CancellationToken cancellation) => _exchange.CloseAsync(cancellation);

    private async Task RunAsync(Flush flush)
    {
        while (true)
        {
            bool isAskingAgain;
            lock (_account.Gate)
            {
                if (flush == Flush.None && _line.IsEmpty)
                {
                    _isRunning = false;
                    return;
                }

                isAskingAgain = flush == Flush.None && _denials > 0 && _line.FirstTicket == _deniedTicket;
            }

            if (isAskingAgain)
            {
                // What others hand back comes within a second or so: no use to ask all the time.
                await Task.Delay(AskAgainAfter * (1 << Math.Min(_denials - 1, 2)), _context.Time);
            }

            await ExchangeAsync(flush);
            flush = Flush.None;
        }
    }

    private async Task ExchangeAsync(Flush flush)
    {
        var (isAnswered, outcome) = (false, LeaseOutcome.None);
        if (_context.Breaker.TryEnter(_context.NowMs))
        {
            try
            {
                outcome = await _exchange.RunAsync(flush).WaitAsync(_context.Options.StoreTimeout, _context.Time);
                isAnswered = true;
                _context.Breaker.Succeeded();
            }
            catch (Exception e)
            {
                // Whatever the store threw, it has not answered: requests fall back on the outage policy.
                _context.Breaker.Failed(_context.NowMs, e);
            }
        }

        lock (_account.Gate)
        {
            if (!isAnswered)
            {
                _schedule.Failed(_context.MonotonicMs);
                _line.Answer(isAnswered: false, isGranted: false, _context.NowMs);
            }

            var isDenied = outcome is LeaseOutcome.Queued or LeaseOutcome.Denied;
            _denials = isDenied && _line.FirstTicket == _deniedTicket ? _denials + 1 : isDenied ? 1 : 0;
            _deniedTicket = _line.FirstTicket;
        }
    }
}
