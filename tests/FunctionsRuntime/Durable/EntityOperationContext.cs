using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

internal sealed class EntityOperationContext(EntityInstanceId id) : TaskEntityContext
{
    private readonly List<EntitySignal> _sent = [];

    public override EntityInstanceId Id => id;

    public IReadOnlyList<EntitySignal> Sent => _sent;

    public override void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
        _sent.Add(new EntitySignal(id, operationName, DurableJson.Write(input), options?.SignalTime));
}
