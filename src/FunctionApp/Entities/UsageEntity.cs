using Microsoft.Azure.Functions.Worker;
using Tollgate.Analytics;
using Tollgate.FunctionApp.Durable;

namespace Tollgate.FunctionApp.Entities;

/// <summary>What a tenant used in a day.</summary>
public sealed class UsageEntity(TimeProvider time) : EntityShell<UsageState>(time)
{
    [Function(nameof(UsageEntity))]
    public Task Dispatch([EntityTrigger(EntityName = "usage")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
}
