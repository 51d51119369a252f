namespace Tollgate.Settlement;

/// <summary>How far the ledger is behind the requests.</summary>
internal sealed record UsageLedgerStatus
{
    /// <summary>Records not yet in the store; one of an experiment counts twice, as it goes to two entities.</summary>
    public required long PendingRecords { get; init; }

    /// <summary>When the oldest of them was recorded; null when none is pending.</summary>
    public DateTimeOffset? OldestPending { get; init; }

    /// <summary>Since when signals have been failing; null when the last ones succeeded.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What the most recent failure said, also after it has passed; null when there was none.</summary>
    public string? LastError { get; init; }
}
