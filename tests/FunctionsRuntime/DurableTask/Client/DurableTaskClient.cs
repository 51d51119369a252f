using Microsoft.DurableTask.Client.Entities;

namespace Microsoft.DurableTask.Client;

/// <summary>The way from a function to durable state.</summary>
public abstract class DurableTaskClient(string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    public virtual DurableEntityClient Entities => throw new NotSupportedException("This client has no entities.");

#pragma warning disable CA1816 // Abstract in the package too: there is no finalizer here to suppress.
    public abstract ValueTask DisposeAsync();
#pragma warning restore CA1816
}
