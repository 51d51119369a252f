using Microsoft.DurableTask.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>Operations that one entity carries out in one go: its state is loaded before and saved after them.</summary>
internal sealed record EntityBatch(EntityInstanceId Id, string? State, IReadOnlyList<EntitySignal> Signals)
{
    /// <summary>Runs the operations in order; one that throws leaves no trace but its exception.</summary>
    public async Task<EntityBatchResult> RunAsync(ITaskEntity entity)
    {
        var state = State;
        List<Exception> failures = [];
        List<EntitySignal> sent = [];
        foreach (var signal in Signals)
        {
            var operation = new EntityOperation(signal, state);
            try
            {
                await entity.RunAsync(operation);
                state = operation.CurrentState.Json;
                sent.AddRange(operation.Sent);
            }
#pragma warning disable CA1031 // Whatever an operation throws, the platform rolls it back and goes on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failures.Add(e);
            }
        }

        return new EntityBatchResult(state, sent, failures);
    }
}
