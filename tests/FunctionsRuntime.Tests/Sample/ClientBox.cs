using Microsoft.DurableTask.Client;

namespace Tollgate.Tests.Sample;

/// <summary>Keeps the durable client beyond an invocation, as an app with background work does.</summary>
public sealed class ClientBox
{
    public DurableTaskClient? Client { get; set; }
}
