using Tollgate.Pricing;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>Turns the events of one provider's stream into chunks of a chat completion. One per stream: it remembers where it is.</summary>
internal interface IStreamTranslator
{
    /// <summary>What was billed so far; null while the provider has not said. The last word wins.</summary>
    TokenUsage? Usage { get; }

    /// <summary>
    /// The answer is whole: its last chunk was written, and usage if the provider tells any. A stream that ends before is an
    /// error; what comes behind it is not read.
    /// </summary>
    bool IsComplete { get; }

    /// <summary>The upstream closed the stream in good order. Some wires have no other end: then this may complete the answer.</summary>
    void End(ChunkWriter chunks)
    {
    }

    /// <summary>Takes one event; writes what it comes to, if anything.</summary>
    /// <exception cref="UpstreamException">It is an error.</exception>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    void Translate(UpstreamEvent received, ChunkWriter chunks);
}
