using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Bedrock.Embeddings;

/// <summary>Writes vectors as OpenAI lists embeddings.</summary>
internal static class EmbeddingAnswer
{
    public static WholeAnswer Write(IReadOnlyList<float[]> vectors, EmbeddingRequest request, string model, TokenUsage? usage, string? upstreamRequestId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            for (var index = 0; index < vectors.Count; index++)
            {
                json.WriteStartObject();
                json.WriteString("object"u8, "embedding"u8);
                json.WriteNumber("index"u8, index);
                WriteVector(json, vectors[index], request.AsBase64);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model"u8, model);
            if (usage is { } billed)
            {
                json.WriteStartObject("usage"u8);
                json.WriteNumber("prompt_tokens"u8, billed.TotalInput);
                json.WriteNumber("total_tokens"u8, billed.Total);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new WholeAnswer(buffer.WrittenMemory, usage) { UpstreamRequestId = upstreamRequestId };
    }

    private static void WriteVector(Utf8JsonWriter json, float[] vector, bool asBase64)
    {
        if (asBase64)
        {
            // Every platform that .NET 10 runs on is little-endian, as OpenAI's vectors are.
            json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes<float>(vector));
            return;
        }

        json.WriteStartArray("embedding"u8);
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
