using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>What is answered, a function of the request alone, before it is written whole or as a stream.</summary>
internal sealed record MessagesAnswer
{
    public required string Id { get; init; }

    public required string Model { get; init; }

    public required BilledUsage Prompt { get; init; }

    /// <summary>Part of the prompt that was written to the cache, and whether for an hour.</summary>
    public required (int Tokens, bool ForAnHour) CacheWrites { get; init; }

    public required IReadOnlyList<AnswerBlock> Blocks { get; init; }

    public required string StopReason { get; init; }

    public string? StopSequence { get; init; }

    public BilledUsage Usage => Blocks.Aggregate(Prompt, (sum, block) => sum + block.Billed);

    public static MessagesAnswer To(MessagesRequest request, AnswerShape shape, AnthropicScript script, string fingerprint)
    {
        var budget = request.MaxTokens;
        var blocks = new List<AnswerBlock>();
        var thought = Math.Min(shape.ReasoningTokens ?? request.Thinking.ThinkingTokens, budget);
        if (thought > 0)
            blocks.Add(Think(request, thought, script));
        budget -= thought;

        var called = request.Tools.Called(request.Turns[^1]).ToArray();
        var (said, stop, sequence) = called.Length > 0 ? Call(called, budget, fingerprint) : Say(request, shape, script, budget);
        blocks.AddRange(said);

        var prompt = request.PromptTokens;
        return new MessagesAnswer
        {
            Id = $"msg_{fingerprint}",
            Model = request.Model.Name,
            Prompt = new BilledUsage(prompt, Math.Min(prompt, shape.CachedTokens ?? 0)),
            CacheWrites = (Math.Min(script.CacheWrites, prompt), request.CachesForAnHour),
            Blocks = blocks,
            StopReason = script.StopReason ?? stop,
            StopSequence = sequence,
        };
    }

    private static AnswerBlock Think(MessagesRequest request, int tokens, AnthropicScript script)
    {
        var billed = new BilledUsage(0, CompletionTokens: tokens, ReasoningTokens: tokens);
        if (script.IsRedacted)
            return new AnswerBlock("redacted_thinking", ["ZW5jcnlwdGVk"], billed);
        var text = request.Thinking.IsTold ? Tokens.Split($"Ponders „{SimulationCommand.Strip(request.Turns[^1].WhatToEcho)}“ 🤔") : [];
        return new AnswerBlock("thinking", text, billed) { Signature = $"sig+/{tokens}==" };
    }

    private static (IEnumerable<AnswerBlock> Blocks, string Stop, string? Sequence) Say(
        MessagesRequest request, AnswerShape shape, AnthropicScript script, int budget)
    {
        var full = request.Format is { } schema
            ? Tokens.Split(SchemaSample.Json(schema))
            : EchoText.Tokenize(request.Turns[^1].WhatToEcho, 0, shape);
        var tokens = StopSequences.Apply(full, request.Stops);
        var sequence = tokens.Count == full.Count ? null : request.Stops.First(stop => string.Concat(full).Contains(stop, StringComparison.Ordinal));
        var isCut = tokens.Count > budget;
        var shown = isCut ? tokens[..budget] : tokens;
        var block = new AnswerBlock("text", shown, new BilledUsage(0, CompletionTokens: shown.Count)) { Citation = script.IsCited ? Cite() : null };
        return ([block], isCut ? "max_tokens" : sequence is null ? "end_turn" : "stop_sequence", isCut ? null : sequence);
    }

    private static JsonObject Cite() => new()
    {
        ["type"] = "char_location",
        ["cited_text"] = "Wasser",
        ["document_index"] = 0,
        ["document_title"] = "Notes",
        ["start_char_index"] = 0,
        ["end_char_index"] = 6,
        ["file_id"] = null,
    };

    private static (IEnumerable<AnswerBlock> Blocks, string Stop, string? Sequence) Call(
        (string Name, System.Text.Json.JsonElement Schema)[] tools, int budget, string fingerprint)
    {
        var blocks = new List<AnswerBlock>();
        foreach (var (index, tool) in tools.Index())
        {
            var input = SchemaSample.Json(tool.Schema);
            var pieces = input == "{}" ? [] : Tokens.Split(input);
            var cost = Tokens.Count(tool.Name) + pieces.Count;
            if (cost > budget)
                return (blocks, "max_tokens", null);
            budget -= cost;
            blocks.Add(new AnswerBlock("tool_use", pieces, new BilledUsage(0, CompletionTokens: cost)) { Id = $"toolu_{fingerprint}{index}", Name = tool.Name });
        }

        return (blocks, "tool_use", null);
    }
}
