namespace Tollgate.Quotas;

/// <summary>How this instance deals with the accounts it borrows from.</summary>
internal sealed record QuotaOptions
{
    /// <summary>One process over a file: what was accepted shows at once.</summary>
    public static QuotaOptions SelfHost { get; } = new() { StoreDelay = TimeSpan.Zero };

    /// <summary>Any number of instances over Durable Entities.</summary>
    public static QuotaOptions FunctionApp { get; } = new();

    /// <summary>How often accounts are looked after. Default: 250 ms.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The least time between two operations on one account that no request waits for. Default: 1 s.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most that spending goes unreported while nothing presses. Default: 10 s.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much recent spending a lease is to last for. Default: 10 s.</summary>
    public TimeSpan LeaseSpan { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which an account writes a lease off. Default: 60 s, more on an account with many leases.</summary>
    public TimeSpan LeaseTtl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Quiet after which a lease is closed. Default: 15 s.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request waits for other instances to hand back what they do not use. Default: 3 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the store may take to answer. Default: 2 s.</summary>
    public TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the store is taken to need until it shows an operation, before it was seen to need it. Default: 15 ms. Zero:
    /// it shows an operation by the time that it has accepted it.
    /// </summary>
    public TimeSpan StoreDelay { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>How long an account that has nothing to give, and nothing to get back, is believed to have none. Default: 5 s.</summary>
    public TimeSpan RefusalMemory { get; init; } = TimeSpan.FromSeconds(5);

    internal long LeaseSpanMs => (long)LeaseSpan.TotalMilliseconds;

    /// <summary>Accounts kept in memory; users beyond it share their tenant's limits only. Default: 100,000.</summary>
    public int MaxAccounts { get; init; } = 100_000;
}
