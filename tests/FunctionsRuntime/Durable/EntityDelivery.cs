using System.Collections.Concurrent;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>Gives an entity's due signals, as one batch, to some living instance and commits what it leaves.</summary>
internal sealed class EntityDelivery(DurableFaults faults, DurableCounters counters, FaultDice dice, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<IEntityWorker> _workers = [];

    /// <summary>What entity operations and entity functions threw, oldest first.</summary>
    public ConcurrentQueue<Exception> Errors { get; } = new();

    public bool HasWorkers
    {
        get
        {
            lock (_gate)
            {
                return _workers.Count > 0;
            }
        }
    }

    public void Join(IEntityWorker worker)
    {
        lock (_gate)
        {
            _workers.Add(worker);
        }
    }

    public void Leave(IEntityWorker worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
        }
    }

    /// <summary>Carries out what is due in batches, until nothing is or no instance is left.</summary>
    /// <param name="entity">Whose signals to deliver.</param>
    /// <param name="mode">Which signals count as due.</param>
    /// <param name="send">Takes the signals that the entity sent.</param>
    /// <returns>How many operations were carried out.</returns>
    public async Task<int> DeliverAsync(StoredEntity entity, DeliveryMode mode, Action<EntitySignal> send)
    {
        await entity.Turn.WaitAsync();
        try
        {
            var delivered = 0;
            while (MayDeliver(mode) && PickWorker() is { } worker && entity.TakeDue(Due(mode)) is { Count: > 0 } batch)
            {
                delivered += await RunAsync(entity, dice.Hits(faults.Reorder) ? dice.Shuffle(batch) : batch, worker, send);
            }

            return delivered;
        }
        finally
        {
            entity.Turn.Release();
        }
    }

    public Predicate<EntitySignal> Due(DeliveryMode mode)
    {
        var now = time.GetUtcNow();
        return signal => (mode == DeliveryMode.Everything ? signal.SignalTime ?? now : signal.DueAt) <= now;
    }

    private bool MayDeliver(DeliveryMode mode) => !faults.Outage && !(mode == DeliveryMode.Background && faults.HoldSignals);

    private async Task<int> RunAsync(StoredEntity entity, List<EntitySignal> batch, IEntityWorker worker, Action<EntitySignal> send)
    {
        EntityBatchResult result;
        try
        {
            result = await worker.RunAsync(new EntityBatch(entity.Id, entity.Current.Json, batch)).WaitAsync(worker.Killed);
            worker.Killed.ThrowIfCancellationRequested();
        }
        catch (Exception e)
        {
            entity.PutBack(batch);
            counters.CountAbandonedBatch();
            if (worker.Killed.IsCancellationRequested)
            {
                return 0;
            }

            Errors.Enqueue(e);
            throw;
        }

        entity.Commit(result.State, time.GetUtcNow());
        foreach (var failure in result.Failures)
        {
            Errors.Enqueue(failure);
        }

        foreach (var signal in result.Sent)
        {
            send(signal);
        }

        // Last: whoever sees the count also sees what the batch sent.
        counters.CountBatch(batch.Count, result.Failures.Count);
        return batch.Count;
    }

    private IEntityWorker? PickWorker()
    {
        lock (_gate)
        {
            return _workers.Count == 0 ? null : dice.Pick(_workers);
        }
    }
}
