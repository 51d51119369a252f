using Microsoft.Azure.Functions.Worker;
using Tollgate.FunctionApp.Durable;
using Tollgate.Routing.Circuits.State;

namespace Tollgate.FunctionApp.Entities;

/// <summary>Which of a provider's deployments are left alone, and who tries them again.</summary>
public sealed class CircuitEntity(TimeProvider time) : EntityShell<CircuitState>(time)
{
    [Function(nameof(CircuitEntity))]
    public Task Dispatch([EntityTrigger(EntityName = "circuit")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
}
