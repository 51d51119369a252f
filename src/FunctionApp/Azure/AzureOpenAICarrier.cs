using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Azure.AI.OpenAI;
using Azure.Identity;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.OpenAI.Carriers;
using Tollgate.Providers.Upstream;

namespace Tollgate.FunctionApp.Azure;

/// <summary>
/// Azure OpenAI through its own client package, which brings its sign-in, proxies and diagnostics. Protocol methods carry the
/// relay's raw bytes; nothing of the package's models is used.
/// </summary>
internal sealed class AzureOpenAICarrier(AzureOpenAIClients clients) : IOpenAICarrier
{
    /// <summary>A client lives as long as the configuration that it was made from.</summary>
    private readonly ConditionalWeakTable<ProviderOptions, AzureOpenAIClient> _clients = [];

    public bool Carries(ProviderOptions provider) => provider.Type == "azure-openai";

    public async Task<HttpResponseMessage> SendAsync(
        GatewayRequest request, Deployment deployment, HttpContent body, CancellationToken cancellation)
    {
        var client = _clients.GetValue(deployment.Provider, clients.Create);
        var options = Options(request, deployment, cancellation);
        using var content = new PreparedContent(body);
        try
        {
            var result = request.Operation == Operation.Embeddings
                ? await client.GetEmbeddingClient(deployment.UpstreamModel).GenerateEmbeddingsAsync(content, options).ConfigureAwait(false)
                : await client.GetChatClient(deployment.UpstreamModel).CompleteChatAsync(content, options).ConfigureAwait(false);
            return RawResponse.Of(result.GetRawResponse());
        }
        catch (ClientResultException wrapped) when (wrapped.InnerException is HttpRequestException or IOException)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException);
            throw;
        }
        catch (AuthenticationFailedException failure)
        {
            throw new UpstreamException(UpstreamRefusals.NoAccessToken(deployment.Provider.Name), failure);
        }
    }

    private static RequestOptions Options(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        var options = new RequestOptions
        {
            BufferResponse = false,
            ErrorOptions = ClientErrorBehaviors.NoThrow,
            CancellationToken = cancellation,
        };
        options.AddPolicy(new AddressPolicy(OpenAIAddress.Of(deployment, request.Operation)), PipelinePosition.PerCall);

        // A compressed event stream would arrive in lumps.
        options.SetHeader("Accept-Encoding", "identity");
        options.SetHeader("X-Client-Request-Id", request.Id);
        return options;
    }
}
