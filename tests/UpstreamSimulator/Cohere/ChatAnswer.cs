using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>What is answered, a function of the request alone, before it is written whole or as a stream.</summary>
internal sealed record ChatAnswer
{
    /// <summary>Tokens that Cohere adds by itself: told in <c>tokens</c>, and never billed.</summary>
    private const int Preamble = 497;

    public required ChatRequest Request { get; init; }

    public required string Id { get; init; }

    public IReadOnlyList<string> Thinking { get; init; } = [];

    public IReadOnlyList<string> Plan { get; init; } = [];

    public IReadOnlyList<string> Content { get; init; } = [];

    public IReadOnlyList<(string Id, string Name, IReadOnlyList<string> Arguments)> Calls { get; init; } = [];

    public required string FinishReason { get; init; }

    public int CachedTokens { get; init; }

    public BilledUsage Prompt => new(Request.BilledTokens, CachedTokens);

    public int OutputTokens => Thinking.Count + Plan.Count + Content.Count + Calls.Sum(call => call.Arguments.Count);

    /// <summary>A citation for each document: of the answer's first word, as a test can foresee.</summary>
    public IEnumerable<JsonObject> Citations => Content.Count == 0 ? [] : Request.Documents.Select((document, index) => new JsonObject
    {
        ["start"] = 0,
        ["end"] = 4,
        ["text"] = string.Concat(Content)[..Math.Min(4, string.Concat(Content).Length)],
        ["sources"] = new JsonArray(new JsonObject
        {
            ["type"] = "document",
            ["id"] = $"doc:{index}",
            ["document"] = document.ValueKind is System.Text.Json.JsonValueKind.Object && document.TryGetProperty("data", out var data)
                ? JsonNode.Parse(data.GetRawText())
                : new JsonObject { ["text"] = document.ToString() },
        }),
        ["type"] = "TEXT_CONTENT",
    });

    public static ChatAnswer To(ChatRequest request, CohereCall call)
    {
        var thinking = Tokens.Split(string.Concat(Enumerable.Repeat("Hmm … ", request.ThinkingTokens))).Take(Math.Min(request.ThinkingTokens, request.MaxTokens)).ToArray();
        var answer = new ChatAnswer
        {
            Request = request,
            Id = $"c0{call.Fingerprint}",
            Thinking = thinking,
            FinishReason = "COMPLETE",
            CachedTokens = PromptCache.CachedTokens(request.BilledTokens, call.Shape),
        };
        var left = request.MaxTokens - thinking.Length;
        return CallsTools(request) ? WithCalls(answer, call) : WithText(answer, call, left);
    }

    public JsonObject UsageJson() => new()
    {
        ["billed_units"] = new JsonObject { ["input_tokens"] = Request.BilledTokens, ["output_tokens"] = OutputTokens },
        ["tokens"] = new JsonObject { ["input_tokens"] = Request.BilledTokens + Preamble, ["output_tokens"] = OutputTokens + 3 },
        ["cached_tokens"] = CachedTokens,
    };

    private static bool CallsTools(ChatRequest request) =>
        request.Tools.Count > 0 && request.ToolChoice is not "NONE" && (request.ToolChoice is "REQUIRED" || request.Messages[^1].Role is not "tool");

    private static ChatAnswer WithCalls(ChatAnswer answer, CohereCall call) => answer with
    {
        FinishReason = "TOOL_CALL",
        Plan = Tokens.Split("I will use the tools."),
        Calls =
        [
            .. answer.Request.Tools.Select((tool, index) =>
                ($"{tool.Name}_{call.Fingerprint}{index}", tool.Name, (IReadOnlyList<string>)Tokens.Split(SchemaSample.Json(tool.Parameters)))),
        ],
    };

    private static ChatAnswer WithText(ChatAnswer answer, CohereCall call, int left)
    {
        var request = answer.Request;
        var full = Text(request, call);
        var tokens = StopSequences.Apply(full, request.Stops);
        return answer with
        {
            Content = tokens.Count > left ? tokens[..left] : tokens,
            FinishReason = tokens.Count > left ? "MAX_TOKENS" : ReferenceEquals(tokens, full) ? "COMPLETE" : "STOP_SEQUENCE",
        };
    }

    private static List<string> Text(ChatRequest request, CohereCall call)
    {
        if (request.Format is { } format)
            return Tokens.Split(format.TryGetProperty("json_schema", out var schema) ? SchemaSample.Json(schema) : """{"answer":"ä→水"}""");
        var last = request.Messages[^1];
        var said = last.Role is "tool"
            ? string.Join("; ", request.Messages.Reverse().TakeWhile(message => message.Role is "tool").Reverse().Select(message => message.Text))
            : last.Text;
        return EchoText.Tokenize(last.Images == 0 ? said : $"{said} ({last.Images} images)", 0, call.Shape);
    }
}
