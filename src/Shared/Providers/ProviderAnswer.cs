using Tollgate.Pricing;

namespace Tollgate.Providers;

/// <summary>What an upstream answered; disposing it lets go of the connection and of pooled buffers.</summary>
internal abstract class ProviderAnswer : IAsyncDisposable
{
    /// <summary>What the upstream billed so far; null while it has not said. The last word wins.</summary>
    public TokenUsage? Usage { get; protected set; }

    /// <summary><see cref="Usage"/> is of the whole answer, although its end has not been read.</summary>
    public bool IsUsageFinal { get; protected set; }

    /// <summary>The upstream's own id of the request, for support cases.</summary>
    public string? UpstreamRequestId { get; init; }

    public abstract ValueTask DisposeAsync();
}
