using System.Buffers;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers;

namespace Tollgate.Endpoints.Generate;

/// <summary>Turns a prompt and its images into a chat request. Members that it shares with chat are copied as they are.</summary>
internal static class GenerateBody
{
    /// <param name="body">Checked by its schema.</param>
    /// <param name="model">The one that the client named, or that was chosen.</param>
    /// <param name="stream">Whether the answer is streamed.</param>
    /// <returns>The chat body, which the caller disposes of.</returns>
    /// <exception cref="RefusalException">An image is none, or there are messages besides.</exception>
    public static RequestBody ToChat(RequestBody body, string model, bool stream)
    {
        using var document = RequestJson.Parse(body);
        var buffer = new ArrayBufferWriter<byte>(body.Length + 128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteBoolean("stream", stream);
            WriteMessage(json, document.RootElement);
            var hasUser = false;
            foreach (var member in document.RootElement.EnumerateObject())
            {
                WriteMember(json, member, ref hasUser);
            }

            json.WriteEndObject();
        }

        return RequestBody.Copy(buffer.WrittenSpan);
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member, ref bool hasUser)
    {
        switch (member.Name)
        {
            case "model" or "stream" or "prompt" or "images":
                break;
            case "messages":
                throw new RefusalException(Refusal.Invalid(
                    "conflicting_parameters", "This route takes a 'prompt' and no 'messages': use /v1/chat/completions or /completion for these.", "messages"));
            case "user" or "user_id":
                if (!hasUser && member.Value.ValueKind == JsonValueKind.String)
                {
                    json.WriteString("user", member.Value.GetString());
                    hasUser = true;
                }

                break;
            default:
                member.WriteTo(json);
                break;
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, JsonElement body)
    {
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WritePropertyName("content");
        var prompt = body.GetProperty("prompt");
        if (body.TryGetProperty("images", out var images) && images.ValueKind == JsonValueKind.Array && images.GetArrayLength() > 0)
        {
            WriteParts(json, prompt, images);
        }
        else
        {
            prompt.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter json, JsonElement prompt, JsonElement images)
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WritePropertyName("text");
        prompt.WriteTo(json);
        json.WriteEndObject();
        var index = 0;
        foreach (var image in images.EnumerateArray())
        {
            WriteImage(json, image, $"images[{index++}]");
        }

        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, JsonElement image, string path)
    {
        if (image.ValueKind != JsonValueKind.String || !image.GetString()!.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusalException(Refusal.Invalid(
                "invalid_value", $"Invalid value for '{path}': expected a data URL of an image, as in 'data:image/png;base64,…'.", path));
        }

        json.WriteStartObject();
        json.WriteString("type", "image_url");
        json.WriteStartObject("image_url");
        json.WritePropertyName("url");
        image.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
