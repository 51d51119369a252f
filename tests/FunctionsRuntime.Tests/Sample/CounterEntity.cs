using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace Tollgate.Tests.Sample;

public sealed class CounterEntity : TaskEntity<CounterState>
{
    public void Add(int by)
    {
        State.Total += by;
        State.Order.Add(by);
        State.NotSerialised += by;
    }

    public async Task AddLater(int by)
    {
        await Task.Yield();
        Add(by);
    }

    public void AddAndThrow(int by)
    {
        Add(by);
        Context.SignalEntity(Context.Id, nameof(Add), by);
        throw new InvalidOperationException("rolled back");
    }

    public void Forward(string to)
    {
        Context.SignalEntity(new EntityInstanceId(nameof(CounterEntity), to), nameof(Add), State.Total);
    }

    [Function(nameof(CounterEntity))]
    public Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
}
