using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Writes Cohere's log probabilities as OpenAI's. Cohere tells them for a piece of text, which may be of several tokens: such a piece is
/// one entry, as likely as its tokens are together.
/// </summary>
internal static class CohereLogprobs
{
    /// <summary>What OpenAI writes for the impossible.</summary>
    private const double Impossible = -9999.0;

    /// <param name="items">An array of items; anything else is none.</param>
    /// <returns>Undefined without any.</returns>
    public static JsonElement Translate(JsonElement items)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AnswerJson.Readable))
        {
            Write(json, [.. items.EnumerateArray()]);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, params ReadOnlySpan<JsonElement> items)
    {
        json.WriteStartObject();
        json.WriteStartArray("content"u8);
        foreach (var item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
        json.WriteNull("refusal"u8);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonElement item)
    {
        var text = item.TryGetProperty("text", out var told) ? told.GetString() ?? "" : "";
        json.WriteStartObject();
        json.WriteString("token"u8, text);
        json.WriteNumber("logprob"u8, item.TryGetProperty("logprobs", out var each) ? Sum(each) : Impossible);
        json.WriteStartArray("bytes"u8);
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            json.WriteNumberValue(one);
        }

        json.WriteEndArray();
        json.WriteStartArray("top_logprobs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Sum(JsonElement logprobs)
    {
        var sum = logprobs.EnumerateArray().Sum(logprob => logprob.GetDouble());
        return sum is > Impossible and <= 0 ? sum : Impossible;
    }
}
