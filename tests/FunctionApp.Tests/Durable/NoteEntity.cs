using Microsoft.Azure.Functions.Worker;
using Tollgate.FunctionApp.Durable;

namespace Tollgate.Tests.Durable;

/// <summary>How an entity shell looks: the function, and nothing else.</summary>
public sealed class NoteEntity(TimeProvider time) : EntityShell<NoteState>(time)
{
    [Function(nameof(NoteEntity))]
    public Task Dispatch([EntityTrigger(EntityName = "note")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);
}
