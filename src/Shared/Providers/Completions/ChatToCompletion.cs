using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Completions;

/// <summary>Turns a chat answer, or a chunk of one, into the legacy shape.</summary>
internal static class ChatToCompletion
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="chat">What the model answered.</param>
    /// <param name="provider">Whom to name when that is no chat.</param>
    /// <exception cref="UpstreamException">It has not the shape of a chat answer.</exception>
    public static ReadOnlyMemory<byte> Translate(ReadOnlyMemory<byte> chat, string provider)
    {
        try
        {
            using var document = JsonDocument.Parse(chat, Deep);
            return Write(document.RootElement, chat.Length);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // A member of another kind than the wire has there, or a string that is not valid Unicode.
            throw new UpstreamException(UpstreamRefusals.InvalidAnswer(provider, "an answer that is no chat completion"), failure) { MayHaveBilled = true };
        }
    }

    private static ReadOnlyMemory<byte> Write(JsonElement chat, int length)
    {
        var buffer = new ArrayBufferWriter<byte>(length);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            foreach (var member in chat.EnumerateObject())
            {
                switch (member.Name)
                {
                    case "object":
                        json.WriteString("object", "text_completion");
                        break;
                    case "choices" when member.Value.ValueKind == JsonValueKind.Array:
                        WriteChoices(json, member.Value);
                        break;
                    default:
                        member.WriteTo(json);
                        break;
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteChoices(Utf8JsonWriter json, JsonElement choices)
    {
        json.WriteStartArray("choices");
        foreach (var choice in choices.EnumerateArray())
        {
            json.WriteStartObject();
            json.WriteString("text", Text(choice));
            json.WriteNumber("index", choice.TryGetProperty("index", out var index) && index.TryGetInt32(out var number) ? number : 0);
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", choice.TryGetProperty("finish_reason", out var reason) ? reason.GetString() : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(JsonElement choice)
    {
        var said = choice.TryGetProperty("message", out var message) ? message : choice.TryGetProperty("delta", out var delta) ? delta : default;
        return said.ValueKind == JsonValueKind.Object && said.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : "";
    }
}
