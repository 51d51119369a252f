using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers;

/// <summary>Carries requests to one kind of upstream: translates into its wire and back, and reports what it billed.</summary>
internal interface IModelProvider
{
    /// <summary>The wire's name, as <c>ProviderOptions.Wire</c> selects it.</summary>
    string Wire { get; }

    /// <summary>Whether the wire has the legacy prompt form of its own. Without it, prompts are sent as chats, whatever the model.</summary>
    bool SpeaksCompletions => false;

    /// <summary>
    /// Asks the upstream. The answer is whole or streamed as the request wants it, in the OpenAI shape of the request's
    /// operation; a stream's first event has not been read yet.
    /// </summary>
    /// <exception cref="UpstreamException">The upstream did not give a usable answer.</exception>
    Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation);
}
