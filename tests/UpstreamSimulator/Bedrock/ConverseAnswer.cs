using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>What is answered, a function of the request alone, before it is written whole or as a stream.</summary>
internal sealed record ConverseAnswer
{
    private const int TokensOfThought = 16;

    public required BilledUsage Prompt { get; init; }

    public IReadOnlyList<string> Thought { get; init; } = [];

    public IReadOnlyList<string> Text { get; init; } = [];

    public IReadOnlyList<(string Id, string Name, IReadOnlyList<string> Input)> Calls { get; init; } = [];

    public required string StopReason { get; init; }

    public BilledUsage Usage => Prompt + new BilledUsage(
        0, CompletionTokens: Thought.Count + Text.Count + Calls.Sum(call => call.Input.Count + 1), ReasoningTokens: Thought.Count);

    public static ConverseAnswer To(ConverseRequest request, BedrockCall call)
    {
        var prompt = new BilledUsage(request.PromptTokens, PromptCache.CachedTokens(request.PromptTokens, call.Shape));
        var thought = request.Thinks || call.Shape.ReasoningTokens is not null
            ? Bedrock.Thought.Tokenize(Math.Min(call.Shape.ReasoningTokens ?? TokensOfThought, request.MaxTokens ?? int.MaxValue))
            : [];
        var budget = (request.MaxTokens ?? int.MaxValue) - thought.Count;
        var answer = new ConverseAnswer { Prompt = prompt, Thought = thought, StopReason = "end_turn" };

        var called = request.Tools.Called(request.HasResults, request.CallsInParallel).ToArray();
        if (called.Length > 0)
        {
            return answer with
            {
                Calls = [.. called.Select((tool, index) => ($"tooluse_{call.Fingerprint}{index}", tool.Name, (IReadOnlyList<string>)Input(tool.Schema)))],
                StopReason = "tool_use",
            };
        }

        var all = EchoText.Tokenize(WhatToEcho(request.Turns[^1]), 0, call.Shape);
        var text = StopSequences.Apply(all, request.Stops);
        var isCut = text.Count > budget;
        return answer with
        {
            Text = isCut ? text[..budget] : text,
            StopReason = isCut ? "max_tokens" : text.Count < all.Count ? "stop_sequence" : "end_turn",
        };
    }

    public JsonObject WriteUsage() => new()
    {
        ["inputTokens"] = Usage.PromptTokens - Usage.CachedTokens,
        ["outputTokens"] = Usage.CompletionTokens,
        ["totalTokens"] = Usage.TotalTokens,
        ["cacheReadInputTokens"] = Usage.CachedTokens,
        ["cacheWriteInputTokens"] = 0,
    };

    /// <summary>A tool without parameters has no input to stream: only whole answers show the empty object.</summary>
    private static List<string> Input(System.Text.Json.JsonElement schema) =>
        SchemaSample.Json(schema) is var json && json == "{}" ? [] : Tokens.Split(json);

    private static string WhatToEcho(ConverseTurn last)
    {
        List<string> seen = [];
        if (last.Images > 0)
            seen.Add($"{last.Images} images");
        if (last.Documents > 0)
            seen.Add($"{last.Documents} documents");
        return seen.Count == 0 ? last.Text : $"{last.Text} ({string.Join(", ", seen)})";
    }
}
