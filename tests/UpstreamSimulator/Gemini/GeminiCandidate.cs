using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>One candidate of an answer, token by token: text or function calls.</summary>
internal sealed record GeminiCandidate
{
    public required int Index { get; init; }

    public IReadOnlyList<string> Text { get; init; } = [];

    public IReadOnlyList<(string Name, JsonObject Arguments, int Tokens)> Calls { get; init; } = [];

    public required int ThinkingTokens { get; init; }

    public required string FinishReason { get; init; }

    public int Tokens => Text.Count + Calls.Sum(call => call.Tokens);

    public static GeminiCandidate Answer(GenerateRequest request, GeminiCall call, int index)
    {
        var config = request.Config;
        var thinking = Math.Min(call.Shape.ReasoningTokens ?? config.ThinkingTokens, config.MaxTokens ?? int.MaxValue);
        var budget = config.MaxTokens is { } most ? most - thinking : int.MaxValue;
        if (request.Called.Count > 0)
        {
            return new GeminiCandidate
            {
                Index = index,
                Calls = [.. request.Called.Select(Invoke)],
                ThinkingTokens = thinking,
                FinishReason = "STOP",
            };
        }

        var text = OpenAI.StopSequences.Apply(Words(request, call, index), config.Stops);
        return new GeminiCandidate
        {
            Index = index,
            Text = text.Count > budget ? text[..budget] : text,
            ThinkingTokens = thinking,
            FinishReason = text.Count > budget ? "MAX_TOKENS" : "STOP",
        };
    }

    private static (string Name, JsonObject Arguments, int Tokens) Invoke(GeminiFunction function)
    {
        var arguments = SchemaSample.Json(function.Schema);
        return (function.Name, (JsonObject)JsonNode.Parse(arguments)!, UpstreamSimulator.Tokens.Count(function.Name) + UpstreamSimulator.Tokens.Count(arguments));
    }

    private static List<string> Words(GenerateRequest request, GeminiCall call, int index)
    {
        if (request.Config.Schema is { } schema)
            return UpstreamSimulator.Tokens.Split(SchemaSample.Json(schema));
        if (request.Config.IsJson)
            return UpstreamSimulator.Tokens.Split("""{"answer":"ä→水"}""");

        var last = request.Turns[^1];
        var echoed = last.HasResults ? string.Join("; ", last.Results) : last.Text;
        var seen = last.Images > 0 ? $" ({last.Images} images)" : "";
        var read = last.Files > 0 ? $" ({last.Files} files)" : "";
        return EchoText.Tokenize(echoed + seen + read, index, call.Shape);
    }
}
