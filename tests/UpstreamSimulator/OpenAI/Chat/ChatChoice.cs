namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>One of the <c>n</c> answers, token by token: text or tool calls.</summary>
internal sealed record ChatChoice
{
    public required int Index { get; init; }

    public IReadOnlyList<string> Content { get; init; } = [];

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    public required int ReasoningTokens { get; init; }

    public required string FinishReason { get; init; }

    public int CompletionTokens => ReasoningTokens + Content.Count + ToolCalls.Sum(call => call.TokenCount);
}
