using System.Text.Json;
using Tollgate.State;

namespace Tollgate.Tests.Support;

/// <summary>The state port over one kind of entity in memory: every operation is applied at once, by the real reducer.</summary>
internal sealed class MemoryStore<T>(TimeProvider time) : IEntityClient
    where T : class, IEntityState<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EntityKey, string> _states = [];

    /// <summary>The store fails every call while this is set.</summary>
    public bool IsDown { get; set; }

    public int Reads { get; private set; }

    public List<Envelope> Operations { get; } = [];

    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        if (IsDown)
        {
            return Task.FromException(new IOException("The store is down."));
        }

        lock (_lock)
        {
            Operations.Add(operation);
            var state = _states.TryGetValue(entity, out var json) ? JsonSerializer.Deserialize<T>(json)! : T.Empty;
            _states[entity] = JsonSerializer.Serialize(T.Apply(state, operation, time.GetUtcNow()));
        }

        return Task.CompletedTask;
    }

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>
    {
        lock (_lock)
        {
            Reads++;
            return IsDown
                ? ValueTask.FromException<TState?>(new IOException("The store is down."))
                : ValueTask.FromResult(_states.TryGetValue(entity, out var json) ? JsonSerializer.Deserialize<TState>(json) : null);
        }
    }
}
