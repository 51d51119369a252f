using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>The durable client of one instance, the same for all its invocations and usable after them.</summary>
internal sealed class InstanceDurableClient(DurableStore store, CancellationToken killed) : DurableTaskClient("InProcess")
{
    public override DurableEntityClient Entities { get; } = new InstanceEntityClient(store, killed);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
