using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>
/// The OpenAI wire against any base URL. A relay: the client's bytes go out and the upstream's come back, with the model's name
/// replaced on the way out and the usage read on the way back.
/// </summary>
internal sealed class OpenAIProvider(UpstreamExchange exchange) : IModelProvider
{
    public string Wire => "openai";

    public bool SpeaksCompletions => true;

    public Task<ProviderAnswer> AskAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        var provider = deployment.Provider;
        var reader = new OpenAIAnswerReader(provider, hidesUsage: !request.Facts.IncludeUsage);
        return exchange.RunAsync(request, provider, () => OpenAIRequest.Create(request, deployment), reader, cancellation);
    }
}
