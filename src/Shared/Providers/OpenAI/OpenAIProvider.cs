using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>
/// The OpenAI wire against any base URL. A relay: the client's bytes go out and the upstream's come back, with the model's name
/// replaced on the way out and the usage read on the way back.
/// </summary>
/// <param name="exchange">The exchange with an upstream.</param>
/// <param name="http">Carries whatever the home has no carrier of its own for.</param>
/// <param name="homes">The home's own carriers.</param>
internal sealed class OpenAIProvider(UpstreamExchange exchange, HttpCarrier http, IEnumerable<IOpenAICarrier> homes) : IModelProvider
{
    private readonly IOpenAICarrier[] _homes = [.. homes];

    public string Wire => "openai";

    public bool SpeaksCompletions => true;

    public Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        var provider = deployment.Provider;
        var carrier = CarrierOf(provider);
        var reader = new OpenAIAnswerReader(provider, hidesUsage: !request.Facts.IncludeUsage);
        return exchange.RunAsync(
            request, deployment, token => carrier.SendAsync(request, deployment, OpenAIRequest.Body(attempt), token), reader, cancellation);
    }

    private IOpenAICarrier CarrierOf(ProviderOptions provider)
    {
        foreach (var carrier in _homes)
        {
            if (carrier.Carries(provider))
            {
                return carrier;
            }
        }

        return http;
    }
}
