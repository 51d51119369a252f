using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace Azure.AI.OpenAI;

/// <summary>
/// Of the package Azure.AI.OpenAI, as far as the app uses it: OpenAI's own client, with Azure's sign-in and Azure's dated paths.
/// </summary>
public class AzureOpenAIClient : OpenAIClient
{
    private readonly Uri _endpoint;

    public AzureOpenAIClient(Uri endpoint, ApiKeyCredential credential, AzureOpenAIClientOptions? options = null)
        : this(CreatePipeline(ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(credential, "api-key"), options), endpoint, options)
    {
    }

    public AzureOpenAIClient(Uri endpoint, TokenCredential credential, AzureOpenAIClientOptions? options = null)
        : this(CreatePipeline(new TokenPolicy(credential), options), endpoint, options)
    {
    }

    protected AzureOpenAIClient(ClientPipeline pipeline, Uri endpoint, AzureOpenAIClientOptions? options)
        : base(pipeline, new OpenAIClientOptions { Endpoint = endpoint })
    {
        _ = options;
        _endpoint = endpoint;
    }

#pragma warning disable CA1725 // The real package's names.
    public override ChatClient GetChatClient(string deploymentName) => new DeployedChat(Pipeline, deploymentName, At(deploymentName));

    public override EmbeddingClient GetEmbeddingClient(string deploymentName) => new DeployedEmbedding(Pipeline, deploymentName, At(deploymentName));
#pragma warning restore CA1725

    private static ClientPipeline CreatePipeline(PipelinePolicy authentication, AzureOpenAIClientOptions? options) =>
        ClientPipeline.Create(options ?? new AzureOpenAIClientOptions(), [authentication], [], []);

    private OpenAIClientOptions At(string deployment) =>
        new() { Endpoint = new Uri(_endpoint, $"/openai/deployments/{Uri.EscapeDataString(deployment)}") };

    private sealed class DeployedChat(ClientPipeline pipeline, string deployment, OpenAIClientOptions options) : ChatClient(pipeline, deployment, options);

    private sealed class DeployedEmbedding(ClientPipeline pipeline, string deployment, OpenAIClientOptions options)
        : EmbeddingClient(pipeline, deployment, options);

    private sealed class TokenPolicy(TokenCredential credential) : PipelinePolicy
    {
        private static readonly TokenRequestContext PublicCloud = new(["https://cognitiveservices.azure.com/.default"]);

        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            var token = credential.GetToken(PublicCloud, message.CancellationToken);
            message.Request.Headers.Set("Authorization", $"Bearer {token.Token}");
            ProcessNext(message, pipeline, currentIndex);
        }

        public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            var token = await credential.GetTokenAsync(PublicCloud, message.CancellationToken).ConfigureAwait(false);
            message.Request.Headers.Set("Authorization", $"Bearer {token.Token}");
            await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        }
    }
}
