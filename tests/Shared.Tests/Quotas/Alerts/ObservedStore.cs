using Tollgate.State;

namespace Tollgate.Tests.Quotas.Alerts;

/// <summary>A store that tells what it is sent.</summary>
internal sealed class ObservedStore(IEntityClient inner, Action<Envelope> sent) : IEntityClient
{
    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        sent(operation);
        return inner.SignalAsync(entity, operation, cancellation);
    }

    public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState> => inner.ReadAsync<TState>(entity, cancellation);
}
