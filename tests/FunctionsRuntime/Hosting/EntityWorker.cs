using Microsoft.Azure.Functions.Worker;
using Tollgate.FunctionsRuntime.Durable;
using Tollgate.FunctionsRuntime.Functions;

namespace Tollgate.FunctionsRuntime;

/// <summary>Carries out an entity's batches by running the app's entity function for it.</summary>
internal sealed class EntityWorker(FunctionCatalog functions, FunctionInvoker invoker, IServiceProvider services, CancellationToken killed)
    : IEntityWorker
{
    private readonly Dictionary<string, Function> _byEntity = functions.WithTrigger<EntityTriggerAttribute>()
        .ToDictionary(function => ((EntityTriggerAttribute)function.Trigger).EntityName ?? function.Name, StringComparer.OrdinalIgnoreCase);

    public CancellationToken Killed => killed;

    public async Task<EntityBatchResult> RunAsync(EntityBatch batch)
    {
        if (!_byEntity.TryGetValue(batch.Id.Name, out var function))
        {
            throw new InvalidOperationException($"No function has an [EntityTrigger] for the entity '{batch.Id.Name}'.");
        }

        TaskEntityDispatcher? dispatcher = null;
        await invoker.InvokeAsync(
            function,
            services,
            scope => dispatcher = new TaskEntityDispatcher(batch, scope),
            _ => Task.CompletedTask,
            cancellation: killed);
        return dispatcher!.Result ?? throw new InvalidOperationException($"The function '{function.Name}' did not dispatch its batch.");
    }
}
