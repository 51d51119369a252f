using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Tollgate.State;

namespace Tollgate.FunctionApp.Durable;

/// <summary>The state port on Durable Entities. An entity's name is its kind, its key the rest.</summary>
internal sealed class DurableEntityStateClient(DurableClientAccessor durable) : IEntityClient
{
    /// <exception cref="DurableClientMissingException">No function of this instance has run yet.</exception>
    public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
    {
        var options = operation.NotBefore is { } at ? new SignalEntityOptions { SignalTime = at } : null;
        return Entities.SignalEntityAsync(ToInstanceId(entity), EntityShell.Operation, operation, options, cancellation);
    }

    /// <exception cref="DurableClientMissingException">No function of this instance has run yet.</exception>
    public async ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
        where TState : class, IEntityState<TState>
    {
        var found = await Entities.GetEntityAsync<TState>(ToInstanceId(entity), cancellation);
        return found is { IncludesState: true } ? found.State : null;
    }

    private DurableEntityClient Entities => durable.Client.Entities;

    private static EntityInstanceId ToInstanceId(EntityKey entity) => new(entity.Kind, entity.Id);
}
