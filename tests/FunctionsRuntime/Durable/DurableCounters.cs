namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>What the store has done so far: the figures that the platform bills.</summary>
public sealed class DurableCounters
{
    private long _signals;
    private long _failedSignals;
    private long _reads;
    private long _operations;
    private long _failedOperations;
    private long _batches;
    private long _abandonedBatches;

    /// <summary>Signals enqueued, duplicates not counted.</summary>
    public long Signals => Interlocked.Read(ref _signals);

    /// <summary>Signals whose sender was told of a failure, enqueued or not.</summary>
    public long FailedSignals => Interlocked.Read(ref _failedSignals);

    /// <summary>Entities read, one by one or in a listing.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Operations carried out, the failed ones included; a duplicate counts again.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Operations that threw: rolled back, and their messages lost.</summary>
    public long FailedOperations => Interlocked.Read(ref _failedOperations);

    /// <summary>Batches committed.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Batches that did not commit and went back to the backlog.</summary>
    public long AbandonedBatches => Interlocked.Read(ref _abandonedBatches);

    internal void CountSignal() => Interlocked.Increment(ref _signals);

    internal void CountFailedSignal() => Interlocked.Increment(ref _failedSignals);

    internal void CountRead() => Interlocked.Increment(ref _reads);

    internal void CountAbandonedBatch() => Interlocked.Increment(ref _abandonedBatches);

    internal void CountBatch(int operations, int failures)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _operations, operations);
        Interlocked.Add(ref _failedOperations, failures);
    }
}
