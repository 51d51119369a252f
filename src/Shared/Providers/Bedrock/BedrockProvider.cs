using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Answer;
using Tollgate.Providers.Bedrock.Embeddings;
using Tollgate.Providers.Bedrock.Request;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Images;

namespace Tollgate.Providers.Bedrock;

/// <summary>AWS Bedrock: chats by its Converse API, whichever vendor's model it is, and embeddings in each model's own form.</summary>
internal sealed class BedrockProvider(IBedrockCarrier carrier, ImageFetcher images) : IModelProvider
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    public string Wire => "bedrock";

    public async Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        using var body = RequestJson.Parse(request.Body);
        if (request.Operation == Operation.Embeddings)
        {
            return await new BedrockEmbeddings(carrier, attempt).AskAsync(body.RootElement, cancellation).ConfigureAwait(false);
        }

        var chat = await LinkedImages.InlineAsync(
            images, ChatRequestReader.Read(body.RootElement, attempt), request.Configuration, cancellation).ConfigureAwait(false);
        var converse = new ConverseRequest(chat, deployment, attempt.Unsupported);
        var buffer = new ArrayBufferWriter<byte>(request.Body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            converse.Write(json);
        }

        var call = new BedrockCall(
            request, deployment, chat.Stream ? BedrockOperation.ConverseStream : BedrockOperation.Converse, buffer.WrittenMemory);
        return chat.Stream
            ? await carrier.OpenAsync(call, new ConverseStreamTranslator(converse.AnswerTool), cancellation).ConfigureAwait(false)
            : await AnswerWholeAsync(call, converse.AnswerTool, cancellation).ConfigureAwait(false);
    }

    private async Task<ProviderAnswer> AnswerWholeAsync(BedrockCall call, string? answerTool, CancellationToken cancellation)
    {
        await using var received = await carrier.SendAsync(call, cancellation).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(received.Body, Deep);
            var answer = ConverseAnswer.Read(document.RootElement, answerTool);
            return AnswerJson.Write(answer, ChatIdentity.Of(call.Request, call.Deployment), received.UpstreamRequestId);
        }
        catch (Exception failure) when (WireFault.Is(failure))
        {
            throw WireFault.Told(failure, call.Deployment.Provider.Name);
        }
    }
}
