using System.Text;
using System.Text.Json;

namespace Tollgate.Providers.Anthropic;

/// <summary>The block that a stream is in.</summary>
internal sealed class StreamedBlock
{
    private readonly int _contentStart;

    private StreamedBlock(StreamedBlockKind kind, int contentStart) => (Kind, _contentStart) = (kind, contentStart);

    public StreamedBlockKind Kind { get; }

    /// <summary>What stood in it from the beginning: text, JSON of an input, encrypted thinking.</summary>
    public string Start { get; private init; } = "";

    public string Id { get; private init; } = "";

    public string Name { get; private init; } = "";

    /// <summary>Index among the answer's calls.</summary>
    public int Call { get; set; }

    public bool HasInput { get; set; }

    public StringBuilder Thinking { get; } = new();

    public string Signature { get; set; } = "";

    public List<JsonElement> Citations { get; } = [];

    /// <param name="block">As it begins.</param>
    /// <param name="hasAnswerTool">The answer was asked for by <see cref="AnswerTool"/>.</param>
    /// <param name="contentStart">Length of the content before it.</param>
    public static StreamedBlock Of(JsonElement block, bool hasAnswerTool, int contentStart) => block.GetProperty("type"u8).GetString() switch
    {
        "text" => new StreamedBlock(StreamedBlockKind.Text, contentStart) { Start = Text(block, "text") },
        "thinking" => Begun(new StreamedBlock(StreamedBlockKind.Thinking, contentStart), block),
        "redacted_thinking" => new StreamedBlock(StreamedBlockKind.Redacted, contentStart) { Start = Text(block, "data") },
        "tool_use" => new StreamedBlock(
            hasAnswerTool && block.GetProperty("name"u8).ValueEquals(AnswerTool.Name) ? StreamedBlockKind.Answer : StreamedBlockKind.Call, contentStart)
        {
            Id = Text(block, "id"),
            Name = Text(block, "name"),
            Start = block.GetProperty("input"u8).GetRawText(),
        },
        _ => new StreamedBlock(StreamedBlockKind.Other, contentStart),
    };

    /// <summary>The member <c>thinking_blocks</c> with the whole of it, as the client has to send it back.</summary>
    public void WriteThinking(Utf8JsonWriter json)
    {
        json.WriteStartArray(ThinkingBlocks.Member);
        json.WriteStartObject();
        if (Kind == StreamedBlockKind.Redacted)
        {
            json.WriteString("type"u8, "redacted_thinking"u8);
            json.WriteString("data"u8, Start);
        }
        else
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, Thinking.ToString());
            json.WriteString("signature"u8, Signature);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The member <c>annotations</c>.</summary>
    public void WriteAnnotations(Utf8JsonWriter json, int contentEnd)
    {
        json.WriteStartArray("annotations"u8);
        foreach (var citation in Citations)
        {
            new Annotation(citation, _contentStart, contentEnd).Write(json);
        }

        json.WriteEndArray();
    }

    private static StreamedBlock Begun(StreamedBlock block, JsonElement source)
    {
        block.Thinking.Append(source.TryGetProperty("thinking"u8, out var thinking) ? thinking.GetString() : "");
        block.Signature = source.TryGetProperty("signature"u8, out var signature) ? signature.GetString() ?? "" : "";
        return block;
    }

    private static string Text(JsonElement block, string name) => block.GetProperty(name).GetString() ?? throw new JsonException($"no {name}");
}
