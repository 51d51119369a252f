using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Tollgate.Models;

namespace Tollgate.Providers.Cohere;

/// <summary>Reads Cohere's embeddings and writes them as OpenAI's.</summary>
internal static class CohereEmbeddings
{
    public static WholeAnswer Read(ReadOnlyMemory<byte> body, Deployment deployment, bool asBase64, string? upstreamRequestId)
    {
        using var document = JsonDocument.Parse(body);
        var vectors = document.RootElement.GetProperty("embeddings").GetProperty("float");
        var usage = CohereUsage.Read(document.RootElement, "meta");
        var buffer = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            var index = 0;
            foreach (var vector in vectors.EnumerateArray())
            {
                json.WriteStartObject();
                json.WriteString("object"u8, "embedding"u8);
                json.WriteNumber("index"u8, index++);
                json.WritePropertyName("embedding"u8);
                Write(json, vector, asBase64);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model"u8, deployment.UpstreamModel);
            if (usage is { } told)
            {
                json.WriteStartObject("usage"u8);
                json.WriteNumber("prompt_tokens"u8, told.TotalInput);
                json.WriteNumber("total_tokens"u8, told.TotalInput);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new WholeAnswer(buffer.WrittenMemory, usage) { UpstreamRequestId = upstreamRequestId };
    }

    /// <summary>Cohere's own base64 is left alone: its layout is documented nowhere, while OpenAI's is 32-bit floats, low byte first.</summary>
    private static void Write(Utf8JsonWriter json, JsonElement vector, bool asBase64)
    {
        var length = vector.GetArrayLength();
        if (!asBase64)
        {
            vector.WriteTo(json);
            return;
        }

        var bytes = new byte[length * sizeof(float)];
        var position = 0;
        foreach (var number in vector.EnumerateArray())
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(position), number.GetSingle());
            position += sizeof(float);
        }

        json.WriteBase64StringValue(bytes);
    }
}
