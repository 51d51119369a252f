namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>What is answered, a function of the request alone, before it is written whole or as a stream.</summary>
internal sealed record ChatAnswer(BilledUsage Prompt, IReadOnlyList<ChatChoice> Choices)
{
    public BilledUsage Usage => Choices.Aggregate(Prompt, (sum, choice) =>
        sum + new BilledUsage(0, CompletionTokens: choice.CompletionTokens, ReasoningTokens: choice.ReasoningTokens));

    public static ChatAnswer To(ChatRequest request, OpenAICall call)
    {
        var prompt = request.PromptTokens;
        return new ChatAnswer(
            new BilledUsage(prompt, PromptCache.CachedTokens(prompt, call.Shape)),
            [.. Enumerable.Range(0, request.Choices).Select(index => Choose(request, call, index))]);
    }

    private static ChatChoice Choose(ChatRequest request, OpenAICall call, int index)
    {
        var wanted = call.Shape.ReasoningTokens ?? Reasoning.TokensFor(call.Model, request.ReasoningEffort);
        var reasoning = Math.Min(wanted, request.MaxTokens ?? int.MaxValue);
        var budget = request.MaxTokens is { } maximum ? maximum - reasoning : int.MaxValue;

        var called = request.Tools.Called(request.Messages[^1]).ToArray();
        return called.Length > 0
            ? CallTools(called, request, call, index, budget, reasoning)
            : Say(request, call, index, budget, reasoning);
    }

    private static ChatChoice Say(ChatRequest request, OpenAICall call, int index, int budget, int reasoning)
    {
        var tokens = StopSequences.Apply(Text(request, call, index), request.Stops);
        return new ChatChoice
        {
            Index = index,
            Content = tokens.Count > budget ? tokens[..budget] : tokens,
            ReasoningTokens = reasoning,
            FinishReason = tokens.Count > budget ? "length" : "stop",
        };
    }

    private static List<string> Text(ChatRequest request, OpenAICall call, int index) => request.Format.Type switch
    {
        "json_schema" => Tokens.Split(SchemaSample.Json(request.Format.Schema)),
        "json_object" => Tokens.Split("""{"answer":"ä→水"}"""),
        _ => EchoText.Tokenize(WhatToEcho(request), index, call.Shape),
    };

    // The results of the last round of tools, else the last thing said, with a count of the pictures seen.
    private static string WhatToEcho(ChatRequest request)
    {
        var last = request.Messages[^1];
        if (last.Role is "tool")
            return string.Join("; ", request.Messages.Reverse().TakeWhile(message => message.Role is "tool").Reverse().Select(message => message.Text));
        return last.Images == 0 ? last.Text : $"{last.Text} ({last.Images} images)";
    }

    private static ChatChoice CallTools(
        ToolDefinition[] tools, ChatRequest request, OpenAICall call, int index, int budget, int reasoning)
    {
        var calls = new List<ToolCall>();
        var needed = 0;
        foreach (var (position, tool) in tools.Index())
        {
            var full = new ToolCall($"call_{call.Fingerprint}{index}{position}", tool.Name, Tokens.Split(SchemaSample.Json(tool.Parameters)));
            if (needed + full.NameTokens <= budget)
                calls.Add(full.Within(budget - needed));
            needed += full.TokenCount;
        }

        // A forced call ends with "stop", as at OpenAI: the model had no say in calling it.
        var finish = request.Tools.ForcedName is null ? "tool_calls" : "stop";
        return new ChatChoice
        {
            Index = index,
            ToolCalls = calls,
            ReasoningTokens = reasoning,
            FinishReason = needed > budget ? "length" : finish,
        };
    }
}
