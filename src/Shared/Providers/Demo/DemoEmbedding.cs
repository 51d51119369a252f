using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Providers.Demo;

/// <summary>Embeddings that mean nothing but are always the same for the same text: unit vectors drawn from its hash.</summary>
internal static class DemoEmbedding
{
    private const int DefaultDimensions = 256;
    private const int MostDimensions = 4096;
    private const int MostInputs = 2048;

    public static WholeAnswer Answer(JsonElement body, string model, long promptBytes)
    {
        var inputs = Inputs(body.GetProperty("input"));
        if (inputs.Count > MostInputs)
        {
            throw new RefusalException(Refusal.Invalid(
                "array_above_max_length", $"Invalid 'input': the array has {inputs.Count} entries, and {MostInputs} is the most. Send several requests.", "input"));
        }

        var dimensions = body.TryGetProperty("dimensions", out var told) && told.ValueKind == JsonValueKind.Number
            ? Math.Min(told.GetInt64(), MostDimensions)
            : DefaultDimensions;
        var asBase64 = body.TryGetProperty("encoding_format", out var format) && format.ValueKind == JsonValueKind.String && format.ValueEquals("base64");
        var usage = new TokenUsage { Input = Math.Max(1, (promptBytes + 3) / 4) };
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            for (var index = 0; index < inputs.Count; index++)
            {
                json.WriteStartObject();
                json.WriteString("object", "embedding");
                json.WriteNumber("index", index);
                WriteVector(json, Vector(inputs[index], (int)dimensions), asBase64);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model", model);
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", usage.Input);
            json.WriteNumber("total_tokens", usage.Input);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new WholeAnswer(buffer.WrittenMemory, usage);
    }

    /// <summary>A text, texts, tokens, or lists of tokens: as raw JSON, which is all that the hash needs.</summary>
    private static List<string> Inputs(JsonElement input) =>
        input.ValueKind == JsonValueKind.Array && input[0].ValueKind is JsonValueKind.String or JsonValueKind.Array
            ? [.. input.EnumerateArray().Select(entry => entry.GetRawText())]
            : [input.GetRawText()];

    private static float[] Vector(string text, int dimensions)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var state = BinaryPrimitives.ReadUInt64LittleEndian(seed) | 1;
        var vector = new float[dimensions];
        var squares = 0d;
        for (var i = 0; i < dimensions; i++)
        {
            // xorshift64: plenty for numbers that only have to look the part.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            vector[i] = (float)((state >> 11) / (double)(1UL << 53) - 0.5);
            squares += vector[i] * vector[i];
        }

        var length = (float)Math.Sqrt(squares);
        for (var i = 0; i < dimensions && length > 0; i++)
        {
            vector[i] /= length;
        }

        return vector;
    }

    private static void WriteVector(Utf8JsonWriter json, float[] vector, bool asBase64)
    {
        if (asBase64)
        {
            var bytes = new byte[vector.Length * sizeof(float)];
            for (var i = 0; i < vector.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
            }

            json.WriteBase64String("embedding", bytes);
            return;
        }

        json.WriteStartArray("embedding");
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
