using System.Text.Json;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Images that a model drew, as the <c>images</c> of a message: a member of many gateways, for which OpenAI has none.</summary>
internal static class AnsweredImages
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<(string MediaType, string Base64)> images)
    {
        json.WriteStartArray("images"u8);
        foreach (var (mediaType, base64) in images)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, $"data:{mediaType};base64,{base64}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
