using System.Buffers;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock.Embeddings;

/// <summary>One embeddings request as the calls of InvokeModel that it takes, several at a time.</summary>
internal sealed class BedrockEmbeddings(IBedrockCarrier carrier, Attempt attempt)
{
    private const int MostCallsAtOnce = 8;

    private readonly EmbeddingForm _form = EmbeddingForm.Of(attempt.Deployment.UpstreamModel);

    /// <exception cref="UpstreamException">A call failed; what the others billed is told with it.</exception>
    public async Task<WholeAnswer> AskAsync(JsonElement body, CancellationToken cancellation)
    {
        var model = attempt.Deployment.UpstreamModel;
        var wanted = EmbeddingRequest.Read(body, attempt);
        _form.Check(wanted, attempt.Unsupported, model);
        var batches = wanted.Texts.Chunk(_form.MostTexts).ToArray();
        var answers = new Batch?[batches.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostCallsAtOnce, CancellationToken = cancellation };
        try
        {
            await Parallel.ForAsync(0, batches.Length, options, async (index, token) =>
                answers[index] = await AskAsync(batches[index], wanted, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (UpstreamException failure)
        {
            throw new UpstreamException(failure.Refusal, failure)
            {
                MayHaveBilled = failure.MayHaveBilled || answers.Any(answer => answer is not null),
                Usage = Sum(answers),
                UpstreamRequestId = failure.UpstreamRequestId,
            };
        }

        IReadOnlyList<float[]> vectors = [.. answers.SelectMany(answer => answer!.Vectors)];
        return EmbeddingAnswer.Write(vectors, wanted, model, Sum(answers), answers[^1]!.RequestId);
    }

    private async Task<Batch> AskAsync(string[] texts, EmbeddingRequest wanted, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            _form.Write(json, texts, wanted);
        }

        var call = new BedrockCall(attempt.Request, attempt.Deployment, BedrockOperation.InvokeModel, buffer.WrittenMemory);
        await using var received = await carrier.SendAsync(call, cancellation).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(received.Body);
            var (vectors, tokens) = _form.Read(document.RootElement);
            return vectors.Count == texts.Length
                ? new Batch(vectors, tokens ?? received.Usage?.Input, received.UpstreamRequestId)
                : throw new JsonException("There are not as many vectors as texts.");
        }
        catch (Exception failure) when (WireFault.Is(failure))
        {
            throw WireFault.Told(failure, attempt.Deployment.Provider.Name);
        }
    }

    /// <summary>Null where a call did not tell: then the whole is to be estimated.</summary>
    private static TokenUsage? Sum(IEnumerable<Batch?> answers)
    {
        Batch[] come = [.. answers.OfType<Batch>()];
        return come.Length > 0 && come.All(answer => answer.Tokens is not null) ? new TokenUsage { Input = come.Sum(answer => answer.Tokens!.Value) } : null;
    }

    private sealed record Batch(IReadOnlyList<float[]> Vectors, long? Tokens, string? RequestId);
}
