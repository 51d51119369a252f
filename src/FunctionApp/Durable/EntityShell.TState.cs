using Microsoft.DurableTask.Entities;
using Tollgate.State;

namespace Tollgate.FunctionApp.Durable;

/// <summary>
/// Gives a state and its reducer a home as a durable entity. A shell adds the function that the platform triggers, under
/// the state's kind as the entity's name:
/// <code>
/// [Function(nameof(UsageEntity))]
/// public Task Dispatch([EntityTrigger(EntityName = "usage")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
/// </code>
/// </summary>
public abstract class EntityShell<TState>(TimeProvider time) : TaskEntity<TState>
    where TState : class, IEntityState<TState>
{
    public void Apply(Envelope operation) => State = TState.Apply(State, operation, time.GetUtcNow());

    protected override TState InitializeState(TaskEntityOperation entityOperation) => TState.Empty;
}
