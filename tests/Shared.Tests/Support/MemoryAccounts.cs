using System.Text.Json;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Tests.Support;

/// <summary>The state port over accounts in memory: every operation is applied at once, by the real reducer.</summary>
internal sealed class MemoryAccounts(TimeProvider time) : IEntityClient
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EntityKey, AccountState> _states = [];

    /// <summary>The store fails every call while this is set.</summary>
    public bool IsDown { get; set; }

    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        if (IsDown)
        {
            return Task.FromException(new IOException("The store is down."));
        }

        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }

        lock (_lock)
        {
            _states[entity] = AccountState.Apply(_states.GetValueOrDefault(entity) ?? AccountState.Empty, operation, time.GetUtcNow());
        }

        return Task.CompletedTask;
    }

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>
    {
        if (IsDown)
        {
            return ValueTask.FromException<TState?>(new IOException("The store is down."));
        }

        lock (_lock)
        {
            var state = _states.GetValueOrDefault(entity);
            return new ValueTask<TState?>(state is null ? null : JsonSerializer.Deserialize<TState>(JsonSerializer.Serialize(state)));
        }
    }
}
