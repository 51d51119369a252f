using System.Text;
using System.Text.Json;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>The sources of an answer, from Google Search or recited, as OpenAI's <c>annotations</c>.</summary>
internal static class Annotations
{
    /// <summary>Whether it speaks of sources; in a stream, few events do.</summary>
    public static bool Has(JsonElement candidate) => candidate.TryGetProperty("groundingMetadata", out _) || candidate.TryGetProperty("citationMetadata", out _);

    /// <param name="candidate">Whose sources they are.</param>
    /// <param name="text">All of its text: Gemini counts positions in UTF-8 bytes, and OpenAI in characters.</param>
    public static IReadOnlyList<Annotation> Read(JsonElement candidate, string text)
    {
        var found = new List<Annotation>();
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (candidate.TryGetProperty("groundingMetadata", out var grounding)
            && grounding.TryGetProperty("groundingChunks", out var chunks)
            && grounding.TryGetProperty("groundingSupports", out var supports))
        {
            foreach (var support in supports.EnumerateArray())
            {
                ReadSupport(support, chunks, utf8, found);
            }
        }

        if (candidate.TryGetProperty("citationMetadata", out var citations) && citations.TryGetProperty("citationSources", out var sources))
        {
            foreach (var source in sources.EnumerateArray())
            {
                Add(source, source, utf8, found);
            }
        }

        return found;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Annotation> annotations)
    {
        json.WriteStartArray("annotations"u8);
        foreach (var annotation in annotations)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "url_citation"u8);
            json.WriteStartObject("url_citation"u8);
            json.WriteNumber("start_index"u8, annotation.Start);
            json.WriteNumber("end_index"u8, annotation.End);
            json.WriteString("url"u8, annotation.Url);
            json.WriteString("title"u8, annotation.Title);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void ReadSupport(JsonElement support, JsonElement chunks, byte[] utf8, List<Annotation> found)
    {
        if (!support.TryGetProperty("groundingChunkIndices", out var indices) || !support.TryGetProperty("segment", out var segment))
        {
            return;
        }

        foreach (var index in indices.EnumerateArray())
        {
            if (index.GetInt32() is >= 0 and var at && at < chunks.GetArrayLength() && chunks[at].TryGetProperty("web", out var web))
            {
                Add(segment, web, utf8, found);
            }
        }
    }

    private static void Add(JsonElement segment, JsonElement source, byte[] utf8, List<Annotation> found)
    {
        if (CandidateReader.Text(source, "uri") is { } url)
        {
            found.Add(new Annotation(Position(segment, "startIndex", utf8), Position(segment, "endIndex", utf8), url, CandidateReader.Text(source, "title") ?? ""));
        }
    }

    private static int Position(JsonElement segment, string name, byte[] utf8) =>
        segment.TryGetProperty(name, out var told) ? Encoding.UTF8.GetCharCount(utf8, 0, Math.Clamp(told.GetInt32(), 0, utf8.Length)) : 0;
}

/// <param name="Start">First character that it supports.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Url">Of the source.</param>
/// <param name="Title">Of the source; may be empty.</param>
internal readonly record struct Annotation(int Start, int End, string Url, string Title);
