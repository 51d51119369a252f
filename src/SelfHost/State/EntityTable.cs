using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>
/// All entities in memory, and the operations whose time has not come. What it holds follows from the records it was given
/// and their instants alone, so replaying a journal gives the same again: an operation due in the meantime takes effect
/// right before the first record at or after its instant, and its reducer sees that instant as <c>now</c>.
/// </summary>
internal sealed class EntityTable(EntityCatalogue catalogue, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityKey, Entity> _entities = [];
    private readonly PriorityQueue<JournalRecord, (DateTimeOffset Due, long Order)> _scheduled = new();
    private long _scheduledCount;

    /// <summary>The instant up to which everything has been applied. It never goes back, whatever the system's clock does.</summary>
    public DateTimeOffset Clock { get; private set; }

    public DateTimeOffset? NextDue => _scheduled.TryPeek(out _, out var next) ? next.Due : null;

    public int Count => _entities.Count;

    public int UnknownCount => _entities.Values.Count(entity => entity is UnknownEntity);

    /// <param name="at">Not before <see cref="Clock"/>.</param>
    /// <param name="records">In the order of the journal; may be empty, to apply only what is due.</param>
    public void Apply(DateTimeOffset at, params ReadOnlySpan<JournalRecord> records)
    {
        lock (_gate)
        {
            ApplyDueLocked(at);
            foreach (var record in records)
            {
                if (record.Operation.NotBefore > at)
                {
                    ScheduleLocked(record);
                }
                else
                {
                    ApplyLocked(record, at);
                }
            }
        }
    }

    /// <summary>The state as JSON; null when the entity has none.</summary>
    public byte[]? Read(EntityKey key)
    {
        lock (_gate)
        {
            return _entities.TryGetValue(key, out var entity)
                ? JsonSerializer.SerializeToUtf8Bytes(entity.State, StateJson.Options)
                : null;
        }
    }

    /// <summary>Everything, as the lines of a snapshot. Drops entities that are spent.</summary>
    public SnapshotWriter Capture(long nextJournal)
    {
        lock (_gate)
        {
            foreach (var (key, _) in _entities.Where(pair => pair.Value.IsSpent))
            {
                _entities.Remove(key);
            }

            var snapshot = new SnapshotWriter(Clock, new SnapshotHeader
            {
                NextJournal = nextJournal,
                Entities = _entities.Count,
                Scheduled = _scheduled.Count,
            });
            foreach (var (key, entity) in _entities)
            {
                snapshot.Add(new SnapshotEntity { Entity = key, State = entity.State, Unapplied = entity.Unapplied });
            }

            foreach (var (record, _) in _scheduled.UnorderedItems.OrderBy(item => item.Priority))
            {
                snapshot.Add(record);
            }

            return snapshot;
        }
    }

    public void Restore(DateTimeOffset at) => Clock = at;

    public void Restore(SnapshotEntity kept)
    {
        var entity = catalogue.Create(kept.Entity.Kind);
        entity.Restore((JsonElement?)kept.State, kept.Unapplied);
        _entities.Add(kept.Entity, entity);
    }

    private void ApplyDueLocked(DateTimeOffset at)
    {
        while (_scheduled.TryPeek(out var record, out var next) && next.Due <= at)
        {
            _scheduled.Dequeue();
            ApplyLocked(record, next.Due);
        }

        Clock = at;
    }

    /// <summary>The caller may reuse the memory that its payload lies in, so the operation is copied.</summary>
    private void ScheduleLocked(JournalRecord record)
    {
        var copy = JsonSerializer.SerializeToElement(record, StateJson.Options).Deserialize<JournalRecord>(StateJson.Options)!;
        _scheduled.Enqueue(copy, (record.Operation.NotBefore!.Value, _scheduledCount++));
    }

    private void ApplyLocked(JournalRecord record, DateTimeOffset now)
    {
        if (!_entities.TryGetValue(record.Entity, out var entity))
        {
            entity = catalogue.Create(record.Entity.Kind);
            _entities.Add(record.Entity, entity);
        }

        try
        {
            entity.Apply(record.Operation, now);
        }
        catch (Exception error)
        {
            // Against the reducers' contract, and it must not take the other entities' operations down with it.
            logger.ReducerThrew(record.Operation.Id, record.Entity, error);
        }
    }
}
