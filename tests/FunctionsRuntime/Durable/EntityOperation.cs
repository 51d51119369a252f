using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

internal sealed class EntityOperation(EntitySignal signal, string? state) : TaskEntityOperation
{
    private readonly EntityOperationContext _context = new(signal.Target);

    public override string Name => signal.Operation;

    public override TaskEntityContext Context => _context;

    public override TaskEntityState State => CurrentState;

    public override bool HasInput => signal.Input is not null;

    public EntityOperationState CurrentState { get; } = new(state);

    public IReadOnlyList<EntitySignal> Sent => _context.Sent;

    public override object? GetInput(Type inputType) => DurableJson.Read(signal.Input, inputType);
}
