using Microsoft.DurableTask.Client;

namespace Tollgate.FunctionApp.Durable;

/// <summary>
/// Keeps the durable client for work that outlives an invocation, such as a background flush. The platform hands the
/// client only to functions, so every shell fills this; the client stays usable after its invocation.
/// </summary>
internal sealed class DurableClientAccessor
{
    private volatile DurableTaskClient? _client;

    /// <summary>Whether an invocation has brought a client yet.</summary>
    public bool HasClient => _client is not null;

    /// <summary>The client of the latest invocation.</summary>
    /// <exception cref="DurableClientMissingException">Reading before the instance's first invocation.</exception>
    public DurableTaskClient Client
    {
        get => _client ?? throw new DurableClientMissingException();
        set => _client = value;
    }
}
