using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace Tollgate.Tests.Sample;

public sealed class GatedCounterEntity(BatchGate gate) : TaskEntity<CounterState>
{
    public async Task Add(int by)
    {
        gate.Entered.TrySetResult();
        await gate.Open.Task;
        State.Total += by;
    }

    [Function(nameof(GatedCounterEntity))]
    public Task Dispatch([EntityTrigger(EntityName = nameof(CounterEntity))] TaskEntityDispatcher dispatcher) =>
        dispatcher.DispatchAsync(this);
}
