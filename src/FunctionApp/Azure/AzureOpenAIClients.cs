using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Azure.Core;
using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.FunctionApp.Azure;

/// <summary>Makes Azure OpenAI's clients over one pool of connections.</summary>
/// <param name="credential">Who the app is, where a provider has no API key: asked only then.</param>
internal sealed class AzureOpenAIClients(Lazy<TokenCredential> credential) : IDisposable
{
    private readonly HttpClient _http = new(UpstreamHttp.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A client with the provider's API key, or else one that signs in by Entra ID.</summary>
    public AzureOpenAIClient Create(ProviderOptions provider)
    {
        var endpoint = provider.BaseUrl ?? throw new InvalidOperationException($"Provider '{provider.Name}' has no base URL.");
        var resource = new Uri(endpoint.GetLeftPart(UriPartial.Authority));
        var options = new AzureOpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(_http),

            // The gateway has its own deadlines, and a retry of its own reserves anew.
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        };
        return provider.ApiKey is { } key
            ? new AzureOpenAIClient(resource, new ApiKeyCredential(key), options)
            : new AzureOpenAIClient(resource, credential.Value, options);
    }

    public void Dispose() => _http.Dispose();
}
