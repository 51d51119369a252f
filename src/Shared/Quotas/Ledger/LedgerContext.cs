using Microsoft.Extensions.Logging;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Ledger;

/// <summary>What every account of this instance's ledger shares.</summary>
internal sealed class LedgerContext(
    IEntityClient store, Incarnation incarnation, QuotaOptions options, TimeProvider time, Func<double> jitter, ILogger<QuotaLedger> log)
{
    private long _tickets;
    private long _leases;

    public IEntityClient Store { get; } = store;

    public Incarnation Incarnation { get; } = incarnation;

    public QuotaOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public ILogger Log { get; } = log;

    /// <summary>Shown what the store answers.</summary>
    public IAccountObserver? Observer { get; init; }

    /// <summary>Where this home notes what leases have spent; null where it cannot.</summary>
    public ILeaseTrail? Trail { get; init; }

    public StoreBreaker Breaker { get; } = new(log, jitter);

    /// <summary>The entries behind holds.</summary>
    public HoldPool Holds { get; } = new();

    /// <summary>How long the store takes to show an operation.</summary>
    public StoreDelay Delay { get; } = new(options.StoreDelay);

    /// <summary>The name of a lease that this incarnation never had before, on this account or another.</summary>
    public string NextLease() => $"{Incarnation.Id}.{Interlocked.Increment(ref _leases)}";

    /// <summary>A number for a request that begins to wait: later ones have higher ones.</summary>
    public long NextTicket() => Interlocked.Increment(ref _tickets);

    /// <summary>Unix milliseconds by this instance's clock.</summary>
    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Milliseconds that only measure spans: setting the clock does not change them.</summary>
    public long MonotonicMs => (long)Time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary><paramref name="span"/> in milliseconds, shortened by up to a quarter, so that instances do not march in step.</summary>
    public long Jittered(TimeSpan span) => (long)(span.TotalMilliseconds * (1 - (jitter() / 4)));
}
