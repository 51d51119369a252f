using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>generateContent and streamGenerateContent.</summary>
internal static class GenerateOperation
{
    /// <summary>A prompt that holds it is blocked, as one against Google's policies is.</summary>
    private const string Blocked = "[blocked-prompt]";

    /// <summary>An answer to a prompt that holds it is blocked on the way.</summary>
    private const string Unsafe = "[unsafe-answer]";

    public static Reply Whole(GeminiCall call)
    {
        var (request, answer) = Prepare(call);
        var billed = answer.Usage;
        var body = IsBlocked(request) ? answer.Write(PromptFeedback(), answer.Prompt) : answer.Write(new JsonObject
        {
            ["candidates"] = new JsonArray([.. answer.Candidates.Select(candidate => Finish(candidate, answer.Parts(candidate), request, call))]),
        }, billed);
        return new Reply
        {
            ContentType = "application/json; charset=UTF-8",
            Billed = IsBlocked(request) ? answer.Prompt : billed,
            Body = System.Text.Encoding.UTF8.GetBytes(WireJson.Indented(body)),
        };
    }

    public static Reply Stream(GeminiCall call)
    {
        var (request, answer) = Prepare(call);
        return new Reply
        {
            ContentType = "text/event-stream",
            Billed = answer.Prompt,
            Events = IsBlocked(request)
                ? [new StreamEvent(StreamEventKind.Finish, WireJson.Text(answer.Write(PromptFeedback(), answer.Prompt)))]
                : [.. InTurns(answer.Candidates.Select(candidate => answer.Pieces(candidate).ToArray()).ToArray()), Last(answer, request, call)],
        };
    }

    private static (GenerateRequest Request, GeminiAnswer Answer) Prepare(GeminiCall call)
    {
        if (call.Model.Embeds)
            throw new GeminiRefusedException(new UpstreamError(404, "", null, $"models/{call.Model.Name} is not found for API version v1beta, or is not supported for generateContent."));
        var request = GenerateRequest.Read(call);
        return (request, GeminiAnswer.To(request, call));
    }

    private static IEnumerable<StreamEvent> InTurns(StreamEvent[][] streams)
    {
        for (var turn = 0; turn < streams.Max(stream => stream.Length); turn++)
        {
            foreach (var stream in streams.Where(stream => turn < stream.Length))
                yield return stream[turn];
        }
    }

    /// <summary>The event that ends every candidate and tells what all of it cost.</summary>
    private static StreamEvent Last(GeminiAnswer answer, GenerateRequest request, GeminiCall call) => new(
        StreamEventKind.Finish,
        WireJson.Text(answer.Write(new JsonObject
        {
            ["candidates"] = new JsonArray([.. answer.Candidates.Select(candidate => Finish(candidate, [answer.Closing(candidate)], request, call))]),
        }, answer.Usage)));

    private static JsonObject Finish(GeminiCandidate candidate, JsonArray parts, GenerateRequest request, GeminiCall call)
    {
        var isUnsafe = request.Turns[^1].Text.Contains(Unsafe, StringComparison.Ordinal);
        var finished = new JsonObject
        {
            ["content"] = new JsonObject { ["parts"] = parts, ["role"] = "model" },
            ["finishReason"] = isUnsafe ? "SAFETY" : candidate.FinishReason,
            ["index"] = candidate.Index,
        };
        if (isUnsafe)
        {
            finished["safetyRatings"] = new JsonArray(new JsonObject
            {
                ["category"] = "HARM_CATEGORY_HARASSMENT",
                ["probability"] = "HIGH",
                ["blocked"] = true,
            });
        }

        if (request.Config.TopLogprobs is { } alternatives)
            finished["logprobsResult"] = GeminiLogprobs.Write(candidate.Text, alternatives);
        if (request.Searches)
            finished["groundingMetadata"] = Grounding(candidate);
        return finished;
    }

    private static JsonObject Grounding(GeminiCandidate candidate) => new()
    {
        ["webSearchQueries"] = new JsonArray("echo"),
        ["groundingChunks"] = new JsonArray(new JsonObject { ["web"] = new JsonObject { ["uri"] = "https://example.com/écho", ["title"] = "Écho" } }),
        ["groundingSupports"] = new JsonArray(new JsonObject
        {
            ["segment"] = new JsonObject { ["startIndex"] = 0, ["endIndex"] = System.Text.Encoding.UTF8.GetByteCount(string.Concat(candidate.Text)) },
            ["groundingChunkIndices"] = new JsonArray(0),
        }),
    };

    private static bool IsBlocked(GenerateRequest request) => request.Turns[^1].Text.Contains(Blocked, StringComparison.Ordinal);

    private static JsonObject PromptFeedback() => new() { ["promptFeedback"] = new JsonObject { ["blockReason"] = "PROHIBITED_CONTENT" } };
}
