using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Gemini.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Gemini.Embeddings;

/// <summary>Reads the response of batchEmbedContents.</summary>
internal sealed class EmbeddingAnswerReader(Deployment deployment, bool asBase64) : IAnswerReader
{
    private readonly string _provider = deployment.Provider.Name;

    public async Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var bytes = await PooledBytes.ReadAsync(response, _provider, cancellation).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(bytes.Memory);
            var answer = document.RootElement;
            return answer.TryGetProperty("error", out _)
                ? throw ErrorReader.InBand(answer, _provider)
                : new WholeAnswer(Write(answer.GetProperty("embeddings"), UsageReader.Read(answer)), UsageReader.Read(answer))
                {
                    UpstreamRequestId = UpstreamRequestIds.Read(response),
                };
        }
        catch (Exception failure) when (WireFault.Is(failure))
        {
            throw WireFault.Told(failure, _provider);
        }
    }

    public Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline) =>
        throw new InvalidOperationException("Embeddings are not streamed.");

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response) => ErrorReader.ReadBody(body);

    private ReadOnlyMemory<byte> Write(JsonElement embeddings, TokenUsage? usage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            var index = 0;
            foreach (var embedding in embeddings.EnumerateArray())
            {
                json.WriteStartObject();
                json.WriteString("object"u8, "embedding"u8);
                json.WriteNumber("index"u8, index++);
                WriteVector(json, embedding.GetProperty("values"));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model"u8, deployment.UpstreamModel);
            if (usage is { } told)
            {
                json.WriteStartObject("usage"u8);
                json.WriteNumber("prompt_tokens"u8, told.TotalInput);
                json.WriteNumber("total_tokens"u8, told.Total);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteVector(Utf8JsonWriter json, JsonElement values)
    {
        if (!asBase64)
        {
            json.WritePropertyName("embedding"u8);
            values.WriteTo(json);
            return;
        }

        var bytes = new byte[values.GetArrayLength() * sizeof(float)];
        var offset = 0;
        foreach (var value in values.EnumerateArray())
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(offset), value.GetSingle());
            offset += sizeof(float);
        }

        json.WriteBase64String("embedding"u8, bytes);
    }
}
