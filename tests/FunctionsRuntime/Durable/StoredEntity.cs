using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>One entity in the store: its backlog, its committed state and the one before.</summary>
internal sealed class StoredEntity(EntityInstanceId id) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<EntitySignal> _backlog = [];
    private ITimer? _alarm;

    public EntityInstanceId Id => id;

    /// <summary>Held while a batch runs: an entity is single-threaded across the whole fleet.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public EntitySnapshot Current { get; private set; } = EntitySnapshot.None;

    public EntitySnapshot Previous { get; private set; } = EntitySnapshot.None;

    public int BacklogSize
    {
        get
        {
            lock (_gate)
            {
                return _backlog.Count;
            }
        }
    }

    public void Enqueue(EntitySignal signal)
    {
        lock (_gate)
        {
            _backlog.Add(signal);
        }
    }

    public bool HasDue(Predicate<EntitySignal> isDue)
    {
        lock (_gate)
        {
            return _backlog.Exists(isDue);
        }
    }

    public List<EntitySignal> TakeDue(Predicate<EntitySignal> isDue)
    {
        lock (_gate)
        {
            var due = _backlog.FindAll(isDue);
            _backlog.RemoveAll(isDue);
            return due;
        }
    }

    /// <summary>Returns a batch that did not commit: it will be delivered again.</summary>
    public void PutBack(List<EntitySignal> batch)
    {
        lock (_gate)
        {
            _backlog.InsertRange(0, batch);
        }
    }

    public void Commit(string? json, DateTimeOffset now)
    {
        Previous = Current;
        Current = new EntitySnapshot(json, now);
    }

    /// <summary>Rings once, when the next waiting signal falls due; what is due already needs no alarm.</summary>
    public void SetAlarm(TimeProvider time, Action<StoredEntity> ring)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var next = _backlog.Where(signal => signal.DueAt > now).Select(signal => (DateTimeOffset?)signal.DueAt).Min();
            if (next is { } at)
            {
                _alarm ??= time.CreateTimer(_ => ring(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _alarm.Change(at - now + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _alarm?.Dispose();
            _backlog.Clear();
        }
    }
}
