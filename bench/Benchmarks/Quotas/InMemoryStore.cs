using System.Collections.Concurrent;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Benchmarks.Quotas;

/// <summary>Applies each operation at once; holds accounts only.</summary>
internal sealed class InMemoryStore(TimeProvider time) : IEntityClient
{
    private readonly ConcurrentDictionary<EntityKey, AccountState> _accounts = new();

    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        _accounts[entity] = AccountState.Apply(_accounts.GetValueOrDefault(entity) ?? AccountState.Empty, operation, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState> =>
        new((TState?)(object?)_accounts.GetValueOrDefault(entity));
}
