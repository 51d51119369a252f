using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Budgets and rate limits as this instance enforces them: it borrows slices from the accounts and spends them in memory.
/// </summary>
internal sealed class QuotaLedger : IQuotaLedger, IHostedService, IDisposable
{
    /// <summary>A host that has waited for requests in vain has no time left. Closing leases is worth this much all the same.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly LedgerContext _context;
    private readonly AccountTable _accounts;
    private readonly PeriodicTimer _timer;
    private Task _ticking = Task.CompletedTask;

    /// <param name="catalogue">The configured quotas.</param>
    /// <param name="store">Where the accounts are.</param>
    /// <param name="incarnation">This life of the process.</param>
    /// <param name="options">How to borrow.</param>
    /// <param name="time">The instance's clock; it may differ from the accounts' by some seconds.</param>
    /// <param name="jitter">Random numbers from 0 to 1, safe to ask from any thread.</param>
    /// <param name="log">For outages, each told once.</param>
    /// <param name="observer">Shown every account that is read.</param>
    /// <param name="trail">Where the home notes what leases have spent.</param>
    public QuotaLedger(
        IQuotaCatalogue catalogue,
        IEntityClient store,
        Incarnation incarnation,
        QuotaOptions options,
        TimeProvider time,
        Func<double> jitter,
        ILogger<QuotaLedger> log,
        IAccountObserver? observer = null,
        ILeaseTrail? trail = null)
    {
        _context = new LedgerContext(store, incarnation, options, time, jitter, log) { Observer = observer, Trail = trail };
        _accounts = new AccountTable(catalogue, _context);
        _timer = new PeriodicTimer(options.Tick, time);
    }

    /// <summary>The store answers, or has not been asked.</summary>
    public bool IsStoreReachable => !_context.Breaker.IsOpen;

    /// <summary>Takes a changed configuration: refusals under the old one are void.</summary>
    public void Use(IQuotaCatalogue catalogue) => _accounts.Use(catalogue);

    public ValueTask<QuotaDecision> ReserveAsync(QuotaRequest request, CancellationToken cancellation)
    {
        var entry = _context.Holds.Get(request.Amounts);
        return _accounts.Find(request) is { } accounts && accounts.TryReserve(request, entry, _context.NowMs)
            ? new ValueTask<QuotaDecision>(new QuotaDecision(new Hold(entry), null))
            : ReserveSlowlyAsync(request, entry, cancellation);
    }

    public IReadOnlyList<QuotaStanding> StandingsOf(QuotaRequest request) => _accounts.Find(request)?.StandingsOf(request) ?? [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ticking = TickAsync();
        return Task.CompletedTask;
    }

    /// <summary>Closes every lease. Holds still open count as spent.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _timer.Dispose();
        await _ticking;
        using var patience = new CancellationTokenSource(LastPatience, _context.Time);
        var cancellation = cancellationToken.IsCancellationRequested ? patience.Token : cancellationToken;
        try
        {
            await Task.WhenAll(_accounts.All().Select(account => account.Sync.CloseAsync(cancellation)));
        }
        catch (Exception failure)
        {
            // What was not closed is written off when it expires, or closed by the successor: no reason for a crash.
            QuotaLog.NotClosed(_context.Log, failure);
        }
    }

    public void Dispose() => _timer.Dispose();

    private async ValueTask<QuotaDecision> ReserveSlowlyAsync(QuotaRequest request, HoldEntry entry, CancellationToken cancellation)
    {
        try
        {
            var refusal = await new SlowReservation(_accounts, _context, request, entry).RunAsync(cancellation);
            if (refusal is null)
            {
                return new QuotaDecision(new Hold(entry), null);
            }

            entry.ReturnToPool();
            return new QuotaDecision(default, refusal);
        }
        catch
        {
            entry.ReturnToPool();
            throw;
        }
    }

    private async Task TickAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            Tick();
        }
    }

    private void Tick()
    {
        try
        {
            _accounts.Tick();
        }
        catch (Exception e)
        {
            // Leases must be renewed whatever went wrong with one of them.
            QuotaLog.TickFailed(_context.Log, e);
        }
    }
}
