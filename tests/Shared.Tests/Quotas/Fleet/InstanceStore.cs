using Tollgate.State;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>One instance's way to the store: leads nowhere once the instance is killed.</summary>
internal sealed class InstanceStore(SimulatedStore store) : IEntityClient
{
    public bool IsKilled { get; set; }

    public async Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        await (IsKilled ? Never<object>() : store.SignalAsync(entity, operation));
    }

    public async ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>
    {
        var state = await store.ReadAsync(entity);
        return IsKilled ? await Never<TState>() : (TState?)(object?)state;
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}
