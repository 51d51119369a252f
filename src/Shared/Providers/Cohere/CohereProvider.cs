using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>Cohere's API of version 2: <c>{base}/chat</c> and <c>{base}/embed</c>, with a bearer key.</summary>
internal sealed class CohereProvider(UpstreamExchange exchange) : IModelProvider
{
    public string Wire => "cohere";

    public Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation) =>
        attempt.Request.Operation == Operation.Embeddings ? EmbedAsync(attempt, cancellation) : ChatAsync(attempt, cancellation);

    private Task<ProviderAnswer> ChatAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        return exchange.RunAsync(request, deployment, Create, new CohereChatReader(request, deployment), cancellation);

        HttpRequestMessage Create()
        {
            using var body = RequestJson.Parse(request.Body);
            var chat = new CohereChatRequest(ChatRequestReader.Read(body.RootElement, attempt), deployment, attempt.Unsupported);
            return Authorized(UpstreamMessage.Create(request, Address(deployment, "chat"), chat.Write), deployment);
        }
    }

    private async Task<ProviderAnswer> EmbedAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        using var body = RequestJson.Parse(request.Body);
        var embed = new CohereEmbedRequest(new MemberReader(body.RootElement).Without(request.Facts.OwnMembers), deployment, attempt.Unsupported);
        return await exchange.RunAsync(
            request,
            deployment,
            () => Authorized(UpstreamMessage.Create(request, Address(deployment, "embed"), embed.Write), deployment),
            new CohereEmbedReader(deployment, embed.WantsBase64),
            cancellation).ConfigureAwait(false);
    }

    private static HttpRequestMessage Authorized(HttpRequestMessage message, Deployment deployment)
    {
        if (deployment.Provider.ApiKey is { } key)
        {
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }

        return message;
    }

    private static Uri Address(Deployment deployment, string path)
    {
        var provider = deployment.Provider;
        var root = provider.BaseUrl?.AbsoluteUri.TrimEnd('/') ?? throw new InvalidOperationException($"Provider '{provider.Name}' has no base URL.");
        return new Uri($"{root}/{path}");
    }
}
