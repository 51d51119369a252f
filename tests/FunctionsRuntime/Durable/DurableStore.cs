using System.Collections.Concurrent;
using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>
/// Durable entities for a fleet: states kept as JSON; signals delivered at least once, in batches, one batch of an entity
/// at a time, to any living instance. Delivers by itself in the background unless <see cref="DurableFaults.HoldSignals"/>.
/// </summary>
public sealed class DurableStore : IDisposable
{
    private readonly ConcurrentDictionary<EntityInstanceId, StoredEntity> _entities = new();
    private readonly EntityDelivery _delivery;
    private readonly FaultDice _dice;
    private readonly TimeProvider _time;

    internal DurableStore(TimeProvider time, int seed)
    {
        _time = time;
        _dice = new FaultDice(seed);
        Faults = new DurableFaults(DeliverInBackground);
        _delivery = new EntityDelivery(Faults, Counters, _dice, time);
    }

    public DurableFaults Faults { get; }

    public DurableCounters Counters { get; } = new();

    /// <summary>What entity operations and entity functions threw, oldest first.</summary>
    public IReadOnlyCollection<Exception> Errors => _delivery.Errors;

    /// <summary>Signals that wait, copies included.</summary>
    public int PendingSignals => _entities.Values.Sum(entity => entity.BacklogSize);

    /// <summary>The committed state as JSON; null when the entity has none.</summary>
    public string? GetStateJson(EntityInstanceId id) => _entities.GetValueOrDefault(id)?.Current.Json;

    /// <summary>Delivers what is due now, held or not, but for signals that those send in turn.</summary>
    /// <returns>How many operations were carried out.</returns>
    /// <exception cref="InvalidOperationException">Signals are due and no instance is there to take them, or in an outage.</exception>
    public Task<int> DeliverAsync() => DeliverRoundAsync(DeliveryMode.Due);

    /// <summary>
    /// Delivers all that waits, held or delayed, and whatever that sends, until only signals with a later
    /// <see cref="SignalEntityOptions.SignalTime"/> are left. Batches already under way are waited for.
    /// </summary>
    /// <exception cref="InvalidOperationException">As with <see cref="DeliverAsync"/>.</exception>
    public async Task QuiesceAsync()
    {
        long batches;
        do
        {
            batches = Counters.Batches;
            await DeliverRoundAsync(DeliveryMode.Everything);
        }
        while (batches != Counters.Batches);
    }

    public void Dispose()
    {
        foreach (var entity in _entities.Values)
        {
            entity.Dispose();
        }
    }

    internal void Join(IEntityWorker worker)
    {
        _delivery.Join(worker);
        DeliverInBackground();
    }

    internal void Leave(IEntityWorker worker) => _delivery.Leave(worker);

    /// <summary>Leaves and waits for the batches that the worker may still be at.</summary>
    internal async Task DrainAsync(IEntityWorker worker)
    {
        _delivery.Leave(worker);
        foreach (var entity in _entities.Values)
        {
            await entity.Turn.WaitAsync();
            entity.Turn.Release();
        }
    }

    internal void Signal(EntitySignal signal)
    {
        if (Faults.Outage || _dice.Hits(Faults.FailBeforeEnqueue))
        {
            Counters.CountFailedSignal();
            throw new DurableStoreException("The signal was not enqueued.");
        }

        Enqueue(signal);
        if (_dice.Hits(Faults.FailAfterEnqueue))
        {
            Counters.CountFailedSignal();
            throw new DurableStoreException("The answer to an enqueued signal was lost.");
        }
    }

    internal StoredEntityView? Read(EntityInstanceId id)
    {
        ThrowInOutage();
        Counters.CountRead();
        return _entities.TryGetValue(id, out var entity) ? View(entity) : null;
    }

    internal IReadOnlyList<StoredEntityView> ReadAll(Func<StoredEntityView, bool> matches)
    {
        ThrowInOutage();
        List<StoredEntityView> found = [.. _entities.Values.Select(View).OfType<StoredEntityView>().Where(matches)];
        found.ForEach(_ => Counters.CountRead());
        return [.. found.OrderBy(entity => entity.Id.ToString(), StringComparer.Ordinal)];
    }

    private StoredEntityView? View(StoredEntity entity)
    {
        var snapshot = _dice.Hits(Faults.StaleRead) ? entity.Previous : entity.Current;
        return snapshot.Json is null ? null : new StoredEntityView(entity.Id, snapshot, entity.BacklogSize);
    }

    private void ThrowInOutage()
    {
        if (Faults.Outage)
        {
            throw new DurableStoreException("The store does not answer.");
        }
    }

    private void Enqueue(EntitySignal signal)
    {
        Counters.CountSignal();
        var entity = _entities.GetOrAdd(signal.Target, id => new StoredEntity(id));
        for (var copies = _dice.Hits(Faults.Duplicate) ? 2 : 1; copies > 0; copies--)
        {
            entity.Enqueue(signal with { DelayedUntil = _time.GetUtcNow() + _dice.UpTo(Faults.MaxDelay) });
        }

        DeliverInBackground(entity);
    }

    private async Task<int> DeliverRoundAsync(DeliveryMode mode)
    {
        var delivered = 0;
        foreach (var entity in _entities.Values)
        {
            delivered += await _delivery.DeliverAsync(entity, mode, Enqueue);
        }

        var isStuck = delivered == 0 && _entities.Values.Any(entity => entity.HasDue(_delivery.Due(mode)));
        return isStuck && (Faults.Outage || !_delivery.HasWorkers)
            ? throw new InvalidOperationException("Signals are due, but the store is in an outage or no instance is running.")
            : delivered;
    }

    private void DeliverInBackground()
    {
        foreach (var entity in _entities.Values)
        {
            DeliverInBackground(entity);
        }
    }

    private void DeliverInBackground(StoredEntity entity) => _ = Task.Run(async () =>
    {
        try
        {
            // In this order: what falls due in between is delivered here.
            entity.SetAlarm(_time, DeliverInBackground);
            await _delivery.DeliverAsync(entity, DeliveryMode.Background, Enqueue);
        }
#pragma warning disable CA1031 // Nobody awaits this: the delivery has noted what went wrong, in Errors.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    });
}
