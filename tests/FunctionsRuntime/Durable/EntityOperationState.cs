using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>The state as JSON, parsed anew for each operation: what does not survive serialising is seen to be lost.</summary>
internal sealed class EntityOperationState(string? json) : TaskEntityState
{
    public string? Json { get; private set; } = json;

    public override bool HasState => Json is not null;

    public override object? GetState(Type type) => DurableJson.Read(Json, type);

    public override void SetState(object? state) => Json = DurableJson.Write(state);
}
