using Tollgate.Providers.Upstream;

namespace Tollgate.Providers;

/// <summary>An answer that arrives in events.</summary>
internal abstract class StreamedAnswer : ProviderAnswer
{
    /// <summary>UTF-8 bytes of generated content seen so far, for an estimate where the upstream tells no usage.</summary>
    public long ContentBytes { get; protected set; }

    /// <summary>
    /// The events in order, once, under the cancellation that the answer was asked with. Ends after
    /// <see cref="StreamEventKind.Done"/>; a stream that stops before its answer was complete throws.
    /// </summary>
    /// <exception cref="UpstreamException">The stream broke, fell silent, or carried an error.</exception>
    public abstract IAsyncEnumerable<StreamEvent> ReadEventsAsync();
}
