using Tollgate.FunctionsRuntime.Durable;

namespace Microsoft.DurableTask.Entities;

/// <summary>An entity whose operations are its public methods, found by name without regard to case.</summary>
public abstract class TaskEntity<TState> : ITaskEntity
{
    /// <summary>Whether operations that the entity lacks may be methods of its state.</summary>
    protected virtual bool AllowStateDispatch => false;

    /// <summary>Loaded before an operation, saved after it; null deletes the entity.</summary>
    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = null!;

    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is TState state ? state : InitializeState(operation);
        var target = FindTarget(operation.Name);
        if (target is null && string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return null;
        }

        if (target is null)
        {
            throw new NotSupportedException($"No public method carries out the operation '{operation.Name}'.");
        }

        var result = await OperationMethod.InvokeAsync(target, operation);
        operation.State.SetState(State);
        return result;
    }

    /// <summary>The state before the first operation.</summary>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation) =>
        (TState)Activator.CreateInstance(Nullable.GetUnderlyingType(typeof(TState)) ?? typeof(TState))!;

    private object? FindTarget(string operation)
    {
        if (OperationMethod.Find(GetType(), operation) is not null)
        {
            return this;
        }

        return AllowStateDispatch && State is not null && OperationMethod.Find(State.GetType(), operation) is not null ? State : null;
    }
}
