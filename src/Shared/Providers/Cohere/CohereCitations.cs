using System.Text.Json;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Writes citations as <c>annotations</c>: each as Cohere told it, and once more as OpenAI's <c>url_citation</c> for every source of
/// it that has a <c>url</c>, for clients that know those.
/// </summary>
internal static class CohereCitations
{
    /// <summary>The member <c>annotations</c>, its name included.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<JsonElement> citations)
    {
        json.WriteStartArray("annotations"u8);
        foreach (var citation in citations)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "citation"u8);
            json.WritePropertyName("citation"u8);
            citation.WriteTo(json);
            json.WriteEndObject();
            WriteLinks(json, citation);
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, JsonElement citation)
    {
        if (!citation.TryGetProperty("sources", out var sources) || sources.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var source in sources.EnumerateArray())
        {
            if (source.TryGetProperty("document", out var document) && Text(document, "url") is { } url)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "url_citation"u8);
                json.WriteStartObject("url_citation"u8);
                WritePosition(json, "start_index", citation, "start");
                WritePosition(json, "end_index", citation, "end");
                json.WriteString("url"u8, url);
                json.WriteString("title"u8, Text(document, "title") ?? "");
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }
    }

    private static void WritePosition(Utf8JsonWriter json, string name, JsonElement citation, string member)
    {
        if (citation.TryGetProperty(member, out var position) && position.ValueKind == JsonValueKind.Number)
        {
            json.WritePropertyName(name);
            position.WriteTo(json);
        }
    }

    private static string? Text(JsonElement owner, string member) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
