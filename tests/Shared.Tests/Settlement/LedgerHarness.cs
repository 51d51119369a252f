using Microsoft.Extensions.Logging;
using Tollgate.Analytics;
using Tollgate.Pricing;
using Tollgate.Settlement;
using Tollgate.State;

namespace Tollgate.Tests.Settlement;

/// <summary>A ledger over a scripted store, in manual time, with its log.</summary>
internal sealed class LedgerHarness : ILogger<UsageLedger>
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 20);

    /// <summary>Long enough for a flush, however jittered, and too short for two.</summary>
    public static readonly TimeSpan OneInterval = TimeSpan.FromSeconds(1.3);

    public LedgerHarness(UsageLedgerOptions options)
    {
        // Timers and their continuations then run on the thread that moves the clock: no test has to wait for another thread.
        SynchronizationContext.SetSynchronizationContext(null);
        Ledger = new UsageLedger(Store, options, new Incarnation("inc"), Clock, this);
    }

    public ScriptedEntityClient Store { get; } = new();

    public ManualClock Clock { get; } = new(Start);

    public UsageLedger Ledger { get; }

    public List<LogLevel> Logged { get; } = [];

    public UsageTotals TotalOf(string tenant = "acme", DateOnly? day = null) => Store.Usage(tenant, day ?? Today).Total;

    public ValueTask RecordAsync(string tenant = "acme", string? user = "ann", DateTimeOffset? at = null) =>
        Ledger.RecordAsync(CreateRecord(tenant, user, at));

    public UsageRecord CreateRecord(string tenant = "acme", string? user = "ann", DateTimeOffset? at = null) => new()
    {
        RequestId = "r",
        Tenant = tenant,
        User = user,
        StartedAt = at ?? Clock.GetUtcNow(),
        Model = "gpt",
        Provider = "demo",
        Status = 200,
        Usage = new TokenUsage { Input = 5, CacheRead = 2, Output = 3, Reasoning = 1 },
        Cost = new Money(100),
        Attempts = 1,
        Duration = TimeSpan.FromMilliseconds(40),
    };

    public IDisposable? BeginScope<TScope>(TScope state)
        where TScope : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TEntry>(LogLevel logLevel, EventId eventId, TEntry state, Exception? exception, Func<TEntry, Exception?, string> formatter) =>
        Logged.Add(logLevel);
}
