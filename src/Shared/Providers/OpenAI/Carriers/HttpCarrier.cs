using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI.Carriers;

/// <summary>Plain HTTP, to any provider.</summary>
/// <param name="http">The connections.</param>
/// <param name="tokens">Null: the home has another carrier for whoever wants tokens.</param>
internal sealed class HttpCarrier(UpstreamHttp http, IAccessTokens? tokens = null) : IOpenAICarrier
{
    public bool Carries(ProviderOptions provider) => true;

    public async Task<HttpResponseMessage> SendAsync(
        GatewayRequest request, Deployment deployment, HttpContent body, CancellationToken cancellation)
    {
        using var message = UpstreamMessage.Create(request, OpenAIAddress.Of(deployment, request.Operation), body);
        var (provider, headers) = (deployment.Provider, message.Headers);
        if (provider.UsesEntraId)
        {
            var source = tokens ?? throw new InvalidOperationException($"This home cannot sign in to provider '{provider.Name}'.");
            headers.TryAddWithoutValidation("Authorization", "Bearer " + await source.GetAsync(provider, cancellation).ConfigureAwait(false));
        }
        else if (provider is { ApiKey: { } key, SendsApiKeyHeader: var asHeader })
        {
            headers.TryAddWithoutValidation(asHeader ? "api-key" : "Authorization", asHeader ? key : "Bearer " + key);
        }

        foreach (var (name, value) in provider.Quirks.Headers)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(message, cancellation).ConfigureAwait(false);
    }
}
