using Microsoft.Azure.Functions.Worker;
using Tollgate.Analytics.Experiments;
using Tollgate.FunctionApp.Durable;

namespace Tollgate.FunctionApp.Entities;

/// <summary>What the arms of an experiment have brought.</summary>
public sealed class ExperimentEntity(TimeProvider time) : EntityShell<ExperimentState>(time)
{
    [Function(nameof(ExperimentEntity))]
    public Task Dispatch([EntityTrigger(EntityName = "experiment")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
}
