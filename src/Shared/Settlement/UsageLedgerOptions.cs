namespace Tollgate.Settlement;

/// <summary>How usage records travel to the durable store.</summary>
internal sealed record UsageLedgerOptions
{
    /// <summary>A file store in this process: every record is on disk before its response ends, many records a commit.</summary>
    public static UsageLedgerOptions SelfHost { get; } = new() { FlushInterval = TimeSpan.Zero, AwaitCommit = true, MaxTrails = 64 };

    /// <summary>A store behind the network that bills by the operation: one signal an entity and interval.</summary>
    public static UsageLedgerOptions FunctionApp { get; } = new();

    /// <summary>
    /// How long the first record waits for others; up to a quarter longer, so that instances do not flush in step. Zero:
    /// records gather only while a signal is under way. Default: 1 s.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Recording waits until the record is in the store. Default: false.</summary>
    public bool AwaitCommit { get; init; }

    /// <summary>The longest such wait; the record then stays queued and its request goes on. Default: 2 s.</summary>
    public TimeSpan MaxCommitWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A signal not answered by then counts as failed. Default: 10 s.</summary>
    public TimeSpan SignalTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before the first retry of a failed signal; doubles with each. Default: 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between retries. Default: 15 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long shutdown may take to send what is pending. Default: 5 s.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Rows a batch may have before further users share one row, and then, at twice as many, further models and providers:
    /// bounds memory and the size of a signal through the longest outage. Default: 256.
    /// </summary>
    public int MaxRows { get; init; } = 256;

    /// <summary>
    /// Requests of several attempts that a signal tells one by one, with each attempt and its cost, for whoever reads the journal; those
    /// beyond are in the rows alone. A store that bills by the size of a signal gets none: the log has them. Default: 0.
    /// </summary>
    public int MaxTrails { get; init; }
}
