using Tollgate.State;

namespace Tollgate.RoutingReplay;

/// <summary>A replay has no fleet: every circuit is closed and stays so.</summary>
internal sealed class NoState : IEntityClient
{
    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState> => ValueTask.FromResult<TState?>(null);
}
