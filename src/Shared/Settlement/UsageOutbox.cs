using Tollgate.State;

namespace Tollgate.Settlement;

/// <summary>
/// The records of one entity on their way to it: at most one batch being sent and one gathering beside it. So an outage of
/// any length costs the memory of two batches, and the entity hears from this process once an interval at most.
/// </summary>
/// <param name="entity">Where the records go.</param>
/// <param name="sender">This outbox's alone: it numbers what it sends from 1, and the entity tells duplicates by that.</param>
/// <param name="delivery">Sends, paces and retries.</param>
/// <param name="createBatch">Makes an empty batch of what this entity counts.</param>
internal sealed class UsageOutbox(
    EntityKey entity, string sender, UsageDelivery delivery, Func<DateTimeOffset, CommitWait?, RecordBatch> createBatch)
{
    private readonly Lock _gate = new();
    private Phase _phase;
    private RecordBatch? _gathering;
    private RecordBatch? _sending;
    private long _seq;
    private TaskCompletionSource? _drained;

    private enum Phase
    {
        Idle,
        Pumping,

        /// <summary>Takes no more records: a successor does.</summary>
        Retired,

        /// <summary>Takes records, but sends none: the process is ending.</summary>
        Abandoned,
    }

    /// <summary>Records not yet in the store, and since when the oldest of them waits.</summary>
    public (long Records, DateTimeOffset? Oldest) Pending
    {
        get
        {
            lock (_gate)
            {
                return ((_sending?.Records ?? 0) + (_gathering?.Records ?? 0), (_sending ?? _gathering)?.CreatedAt);
            }
        }
    }

    /// <summary>False when the outbox is retired: the record belongs in its successor.</summary>
    /// <param name="record">What to book.</param>
    /// <param name="commit">Completes when the record is in the store, or has been waited for long enough.</param>
    public bool TryAdd(UsageRecord record, out Task commit)
    {
        lock (_gate)
        {
            if (_phase == Phase.Retired)
            {
                commit = Task.CompletedTask;
                return false;
            }

            _gathering ??= CreateBatch();
            _gathering.Add(record);
            commit = _gathering.Commit?.Over ?? Task.CompletedTask;
            if (_phase != Phase.Idle)
            {
                return true;
            }

            _phase = Phase.Pumping;
        }

        StartPump();
        return true;
    }

    /// <summary>Takes no more records from here on; refused while any are pending.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            if (_phase == Phase.Idle)
            {
                _phase = Phase.Retired;
            }

            return _phase == Phase.Retired;
        }
    }

    /// <summary>Completes when nothing is pending any more, or nothing more will be sent.</summary>
    public Task DrainedAsync()
    {
        lock (_gate)
        {
            if (_phase != Phase.Pumping)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    private RecordBatch CreateBatch() => createBatch(
        delivery.Time.GetUtcNow(),
        delivery.Options.AwaitCommit ? new CommitWait(delivery.Options.MaxCommitWait, delivery.Time) : null);

    // The pump outlives the request that happens to start it, so it must not keep that request's context alive.
    private void StartPump()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _ = PumpAsync();
        }
    }

    private async Task PumpAsync()
    {
        var phase = Phase.Pumping;
        while (phase == Phase.Pumping)
        {
            await delivery.PaceAsync().ConfigureAwait(false);
            var batch = CloseBatch();
            var isSent = await delivery.SendAsync(entity, batch.ToOperation(sender, ++_seq)).ConfigureAwait(false);
            phase = isSent ? CompleteBatch() : Abandon();
            batch.Commit?.End();
        }
    }

    private RecordBatch CloseBatch()
    {
        lock (_gate)
        {
            _sending = _gathering!;
            _gathering = null;
            return _sending;
        }
    }

    private Phase CompleteBatch()
    {
        lock (_gate)
        {
            _sending = null;
            if (_gathering is null)
            {
                RestLocked(Phase.Idle);
            }

            return _phase;
        }
    }

    private Phase Abandon()
    {
        lock (_gate)
        {
            _gathering?.Commit?.End();
            RestLocked(Phase.Abandoned);
            return _phase;
        }
    }

    private void RestLocked(Phase phase)
    {
        _phase = phase;
        _drained?.TrySetResult();
        _drained = null;
    }
}
