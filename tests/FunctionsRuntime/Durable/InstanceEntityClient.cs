using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

internal sealed class InstanceEntityClient(DurableStore store, CancellationToken killed) : DurableEntityClient("InProcess")
{
    public override async Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        var signal = new EntitySignal(id, operationName, DurableJson.Write(input), options?.SignalTime);
        await StepAsync(cancellation);
        store.Signal(signal);
    }

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        await StepAsync(cancellation);
        return store.Read(id)?.ToMetadata<T>(includeState);
    }

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) =>
        new OnePage<EntityMetadata<T>>(async cancellation =>
        {
            await StepAsync(cancellation);
            var query = filter ?? new EntityQuery();
            return [.. store.ReadAll(entity => entity.Matches(query)).Select(entity => entity.ToMetadata<T>(query.IncludeState))];
        });

    /// <summary>Never completes at once, as a network does not, and not at all for the dead.</summary>
    private async Task StepAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        if (killed.IsCancellationRequested)
        {
            throw new DurableStoreException("The instance was killed.");
        }
    }
}
