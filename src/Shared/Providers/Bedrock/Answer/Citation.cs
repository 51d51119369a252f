using System.Text.Json;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>What a stretch of the answer is taken from, written as one of OpenAI's <c>annotations</c>.</summary>
/// <param name="Source">Converse's own; must live until it is written.</param>
/// <param name="Start">First character of the stretch within the content.</param>
/// <param name="End">The character behind it.</param>
internal readonly record struct Citation(JsonElement Source, int Start, int End)
{
    /// <summary>The member <c>annotations</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Citation> citations)
    {
        json.WriteStartArray("annotations"u8);
        foreach (var citation in citations)
        {
            citation.Write(json);
        }

        json.WriteEndArray();
    }

    /// <summary>A page of the web is OpenAI's <c>url_citation</c>; for documents it has no form, and Bedrock's stands.</summary>
    private void Write(Utf8JsonWriter json)
    {
        var url = Source.TryGetProperty("location", out var location) && location.TryGetProperty("web", out var web) && web.TryGetProperty("url", out var told)
            ? told.GetString()
            : null;
        var type = url is null ? "citation" : "url_citation";
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteStartObject(type);
        json.WriteNumber("start_index"u8, Start);
        json.WriteNumber("end_index"u8, End);
        if (url is not null)
        {
            json.WriteString("url"u8, url);
        }

        foreach (var member in Source.EnumerateObject())
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
