using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Gemini.Answer;
using Tollgate.Providers.Gemini.Embeddings;
using Tollgate.Providers.Gemini.Request;
using Tollgate.Providers.Images;
using Tollgate.Providers.Upstream;
using Tollgate.State;

namespace Tollgate.Providers.Gemini;

/// <summary>Google's Gemini API: generateContent, whole and streamed, and batchEmbedContents.</summary>
internal sealed class GeminiProvider(UpstreamExchange exchange, ImageFetcher images, IIdSource ids) : IModelProvider
{
    public string Wire => "gemini";

    public Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation) =>
        attempt.Request.Operation == Operation.Embeddings ? EmbedAsync(attempt, cancellation) : ChatAsync(attempt, cancellation);

    private async Task<ProviderAnswer> ChatAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        using var body = RequestJson.Parse(request.Body);
        var read = ChatRequestReader.Read(body.RootElement, attempt);
        var chat = await LinkedImages.InlineAsync(images, read, request.Configuration, cancellation).ConfigureAwait(false);
        var reader = new GeminiAnswerReader(deployment.Provider, ChatIdentity.Of(request, deployment), ids);
        return await exchange.RunAsync(request, deployment, Create, reader, cancellation).ConfigureAwait(false);

        HttpRequestMessage Create()
        {
            var address = GeminiAddress.Of(deployment, request.Facts.Stream ? "streamGenerateContent?alt=sse" : "generateContent");
            return Authorized(UpstreamMessage.Create(request, address, json => GeminiRequest.Write(json, chat, attempt)), deployment);
        }
    }

    private async Task<ProviderAnswer> EmbedAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        using var body = RequestJson.Parse(request.Body);
        var embedding = EmbeddingRequest.Read(body.RootElement, attempt);
        var reader = new EmbeddingAnswerReader(deployment, embedding.AsBase64);
        return await exchange.RunAsync(request, deployment, Create, reader, cancellation).ConfigureAwait(false);

        HttpRequestMessage Create() => Authorized(
            UpstreamMessage.Create(request, GeminiAddress.Of(deployment, "batchEmbedContents"), json => embedding.Write(json, deployment.UpstreamModel)), deployment);
    }

    /// <summary>With the key in a header: in the address it would be in every log on the way.</summary>
    private static HttpRequestMessage Authorized(HttpRequestMessage message, Deployment deployment)
    {
        if (deployment.Provider.ApiKey is { } key)
        {
            message.Headers.TryAddWithoutValidation("x-goog-api-key", key);
        }

        return message;
    }
}
