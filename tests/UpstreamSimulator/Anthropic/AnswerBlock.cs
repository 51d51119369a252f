using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>A block of an answer: how it begins, and the pieces in which a stream sends the rest.</summary>
/// <param name="Type">As in <c>text</c>.</param>
/// <param name="Pieces">Text, thinking or JSON of an input, token by token.</param>
/// <param name="Billed">Tokens that the whole of it costs.</param>
internal sealed record AnswerBlock(string Type, IReadOnlyList<string> Pieces, BilledUsage Billed)
{
    /// <summary>Of a tool call.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Of thinking.</summary>
    public string? Signature { get; init; }

    public JsonObject? Citation { get; init; }

    private string Joined => string.Concat(Pieces);

    public JsonObject Whole() => Type switch
    {
        "text" => new() { ["type"] = Type, ["text"] = Joined, ["citations"] = Citation is null ? null : new JsonArray(Citation.DeepClone()) },
        "thinking" => new() { ["type"] = Type, ["thinking"] = Joined, ["signature"] = Signature },
        "redacted_thinking" => new() { ["type"] = Type, ["data"] = Joined },
        _ => new() { ["type"] = Type, ["id"] = Id, ["name"] = Name, ["input"] = JsonNode.Parse(Joined.Length == 0 ? "{}" : Joined) },
    };

    public JsonObject Opening() => Type switch
    {
        "text" => new() { ["type"] = Type, ["text"] = "" },
        "thinking" => new() { ["type"] = Type, ["thinking"] = "", ["signature"] = "" },
        "redacted_thinking" => Whole(),
        _ => new() { ["type"] = Type, ["id"] = Id, ["name"] = Name, ["input"] = new JsonObject() },
    };

    public IEnumerable<JsonObject> Deltas(int tokensPerChunk)
    {
        if (Type == "redacted_thinking")
            yield break;
        if (Citation is not null)
            yield return new() { ["type"] = "citations_delta", ["citation"] = Citation.DeepClone() };
        foreach (var piece in Pieces.Chunk(tokensPerChunk).Select(chunk => string.Concat(chunk)))
        {
            yield return Type switch
            {
                "text" => new() { ["type"] = "text_delta", ["text"] = piece },
                "thinking" => new() { ["type"] = "thinking_delta", ["thinking"] = piece },
                _ => new() { ["type"] = "input_json_delta", ["partial_json"] = piece },
            };
        }

        if (Signature is not null)
            yield return new() { ["type"] = "signature_delta", ["signature"] = Signature };
    }
}
