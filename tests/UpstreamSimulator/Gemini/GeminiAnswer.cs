using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>What is answered, a function of the request alone, before it is written whole or as a stream.</summary>
internal sealed record GeminiAnswer(BilledUsage Prompt, IReadOnlyList<GeminiCandidate> Candidates, GenerateRequest Request, GeminiCall Call)
{
    private const string Thoughts = "I think about an écho.";

    public BilledUsage Usage => Candidates.Aggregate(Prompt, (sum, candidate) =>
        sum + new BilledUsage(0, CompletionTokens: candidate.Tokens + candidate.ThinkingTokens, ReasoningTokens: candidate.ThinkingTokens));

    public static GeminiAnswer To(GenerateRequest request, GeminiCall call) => new(
        new BilledUsage(request.PromptTokens, PromptCache.CachedTokens(request.PromptTokens, call.Shape)),
        [.. Enumerable.Range(0, request.Config.Candidates).Select(index => GeminiCandidate.Answer(request, call, index))],
        request,
        call);

    /// <summary>All parts of a candidate.</summary>
    public JsonArray Parts(GeminiCandidate candidate)
    {
        var parts = new JsonArray();
        if (ShowsThoughts(candidate))
            parts.Add(new JsonObject { ["text"] = Thoughts, ["thought"] = true });
        if (candidate.Text.Count > 0)
            parts.Add(Signed(new JsonObject { ["text"] = string.Concat(candidate.Text) }, signs: true));
        foreach (var (position, _) in candidate.Calls.Index())
            parts.Add(CallPart(candidate, position));
        return parts;
    }

    /// <summary>The events before the one that ends it.</summary>
    public IEnumerable<StreamEvent> Pieces(GeminiCandidate candidate)
    {
        var thought = new BilledUsage(0, CompletionTokens: candidate.ThinkingTokens, ReasoningTokens: candidate.ThinkingTokens);
        if (ShowsThoughts(candidate))
            yield return Piece(StreamEventKind.Opening, candidate, new JsonObject { ["text"] = Thoughts, ["thought"] = true }, thought);
        var pending = ShowsThoughts(candidate) ? default : thought;
        foreach (var tokens in candidate.Text.Chunk(Call.Shape.TokensPerChunk))
        {
            yield return Piece(StreamEventKind.Content, candidate, new JsonObject { ["text"] = string.Concat(tokens) }, pending + Generated(tokens.Length));
            pending = default;
        }

        foreach (var (position, call) in candidate.Calls.Index())
        {
            yield return Piece(StreamEventKind.Content, candidate, CallPart(candidate, position), pending + Generated(call.Tokens));
            pending = default;
        }
    }

    /// <summary>The part of the event that ends a candidate's stream: empty text, with the signature behind it.</summary>
    public JsonObject Closing(GeminiCandidate candidate) => Signed(new JsonObject { ["text"] = "" }, candidate.Text.Count > 0);

    public JsonObject Write(JsonObject content, BilledUsage usage)
    {
        if (Call.TellsUsage)
            content["usageMetadata"] = GeminiUsage.Write(usage);
        content["modelVersion"] = Call.Model.Name;
        content["responseId"] = $"resp-{Call.Fingerprint}";
        return content;
    }

    private StreamEvent Piece(StreamEventKind kind, GeminiCandidate candidate, JsonObject part, BilledUsage billed) => new(
        kind,
        WireJson.Text(Write(new JsonObject
        {
            ["candidates"] = new JsonArray(new JsonObject
            {
                ["content"] = new JsonObject { ["parts"] = new JsonArray(part), ["role"] = "model" },
                ["index"] = candidate.Index,
            }),
        }, Prompt)),
        billed);

    private JsonObject CallPart(GeminiCandidate candidate, int position)
    {
        var (name, arguments, _) = candidate.Calls[position];
        var call = new JsonObject { ["name"] = name, ["args"] = arguments.DeepClone() };

        // The models that sign their calls name them too.
        if (Call.Model.Signs)
            call["id"] = $"fc-{Call.Fingerprint}-{candidate.Index}-{position}";
        return Signed(new JsonObject { ["functionCall"] = call }, position == 0);
    }

    private JsonObject Signed(JsonObject part, bool signs)
    {
        if (signs && Call.Model.Signs)
            part["thoughtSignature"] = GeminiSignature.Of(Call.Fingerprint);
        return part;
    }

    private bool ShowsThoughts(GeminiCandidate candidate) => Request.Config.ShowsThoughts && candidate.ThinkingTokens > 0;

    private static BilledUsage Generated(int tokens) => new(0, CompletionTokens: tokens);
}
