using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionsRuntime.Durable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Hands the batch that triggered an entity function to the object that carries it out.</summary>
public sealed class TaskEntityDispatcher
{
    private readonly EntityBatch _batch;
    private readonly IServiceProvider _services;

    internal TaskEntityDispatcher(EntityBatch batch, IServiceProvider services)
    {
        _batch = batch;
        _services = services;
    }

    internal EntityBatchResult? Result { get; private set; }

    public async Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        Result = await _batch.RunAsync(entity);
    }

    /// <summary>Dispatches to a new <typeparamref name="T"/>, or to the state itself when T is no entity.</summary>
    public Task DispatchAsync<T>() =>
        typeof(ITaskEntity).IsAssignableFrom(typeof(T))
            ? DispatchAsync((ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance<T>(_services)!)
            : DispatchAsync(new StateEntity<T>());

    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler) => DispatchAsync(new DelegateEntity(handler));

    private sealed class StateEntity<T> : TaskEntity<T>
    {
        protected override bool AllowStateDispatch => true;
    }

    private sealed class DelegateEntity(Func<TaskEntityOperation, ValueTask<object?>> handler) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => handler(operation);
    }
}
