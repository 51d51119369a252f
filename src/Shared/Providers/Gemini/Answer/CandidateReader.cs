using System.Text.Json;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Reads one candidate of an answer, or of a chunk of one.</summary>
internal static class CandidateReader
{
    /// <summary>Gives its parts to the sink, in their order.</summary>
    public static void Read(JsonElement candidate, ICandidateSink sink)
    {
        if (candidate.TryGetProperty("content", out var content) && content.TryGetProperty("parts", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
            {
                ReadPart(part, sink);
            }
        }

        if (candidate.TryGetProperty("logprobsResult", out var logprobs))
        {
            sink.Logprobs(LogprobsReader.Read(logprobs));
        }
    }

    public static int Index(JsonElement candidate) =>
        candidate.TryGetProperty("index", out var index) && index.GetInt32() is >= 0 and < 1_000 and var told ? told : 0;

    /// <summary>Null: it goes on.</summary>
    public static string? FinishReason(JsonElement candidate) => Text(candidate, "finishReason");

    public static string? Text(JsonElement source, string name) => source.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void ReadPart(JsonElement part, ICandidateSink sink)
    {
        var signature = Text(part, "thoughtSignature");
        if (part.TryGetProperty("functionCall", out var call))
        {
            var arguments = call.TryGetProperty("args", out var args) ? Compact(args) : "{}";
            sink.Call(Text(call, "id"), call.GetProperty("name").GetString() ?? "", arguments, signature);
            return;
        }

        if (Text(part, "text") is { Length: > 0 } text)
        {
            if (part.TryGetProperty("thought", out var thought) && thought.GetBoolean())
            {
                sink.Thought(text);
            }
            else
            {
                sink.Text(text);
            }
        }
        else if (part.TryGetProperty("inlineData", out var data))
        {
            sink.Image(Text(data, "mimeType") ?? "", Text(data, "data") ?? "");
        }

        if (signature is not null)
        {
            sink.Sign(signature);
        }
    }

    /// <summary>Whole answers come with line breaks and indentation.</summary>
    private static string Compact(JsonElement arguments)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Chat.Answer.AnswerJson.Readable))
        {
            arguments.WriteTo(json);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
