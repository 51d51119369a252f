using System.Text.Json;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Converse's request, checked as Bedrock checks it.</summary>
internal sealed record ConverseRequest
{
    private const int LeastThinkingBudget = 1024;

    public required IReadOnlyList<ConverseTurn> Turns { get; init; }

    public required ToolOffer Tools { get; init; }

    public required int PromptTokens { get; init; }

    public required int? MaxTokens { get; init; }

    public required IReadOnlyList<string> Stops { get; init; }

    public bool Thinks { get; init; }

    public bool CallsInParallel { get; init; }

    public bool HasResults => Turns[^1].Results.Count > 0;

    public static ConverseRequest Read(BedrockCall call)
    {
        var body = call.Body;
        body.AllowOnly(
            "#", "messages", "system", "inferenceConfig", "toolConfig", "additionalModelRequestFields", "guardrailConfig", "performanceConfig", "requestMetadata");
        var turns = ReadTurns(body);
        var tools = ToolOffer.Read(body.Optional("toolConfig"), call);
        if (tools.Tools.Count == 0 && turns.Any(turn => turn.Calls.Count + turn.Results.Count > 0))
            throw BedrockErrors.Invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.");

        var inference = new RequestFields(body.Optional("inferenceConfig") ?? JsonElement.Parse("{}"));
        inference.AllowOnly("#/inferenceConfig", "maxTokens", "temperature", "topP", "stopSequences");
        inference.Decimal("temperature", 0, 1);
        inference.Decimal("topP", 0, 1);
        var extra = body.Optional("additionalModelRequestFields");
        var request = new ConverseRequest
        {
            Turns = turns,
            Tools = tools,
            PromptTokens = turns.Sum(turn => turn.Tokens) + tools.PromptTokens + ReadSystem(body),
            MaxTokens = inference.Integer("maxTokens", 1),
            Stops = inference.Optional("stopSequences")?.EnumerateArray().Select(stop => stop.GetString()!).ToArray() ?? [],
            CallsInParallel = !(extra is { } fields && fields.TryGetProperty("tool_choice", out var choice) && choice.GetProperty("disable_parallel_tool_use").GetBoolean()),
        };
        return request with { Thinks = call.IsClaude && ReadThinking(extra, request, inference) };
    }

    private static ConverseTurn[] ReadTurns(RequestFields body)
    {
        var turns = body.Required("messages", JsonValueKind.Array).EnumerateArray().Select(ConverseTurn.Read).ToArray();
        if (turns.Length == 0 || turns[0].Role != "user")
            throw BedrockErrors.Invalid("A conversation must start with a user message. Try again with a conversation that starts with a user message.");

        for (var index = 1; index < turns.Length; index++)
        {
            if (turns[index].Role == turns[index - 1].Role)
                throw BedrockErrors.Invalid($"messages: roles must alternate between \"user\" and \"assistant\", but found multiple \"{turns[index].Role}\" roles in a row");
            if (turns[index - 1].Calls.Except(turns[index].Results).Any())
                throw BedrockErrors.Invalid($"Expected toolResult blocks at messages.{index}.content for the following Ids: {string.Join(", ", turns[index - 1].Calls)}");
            if (turns[index].Results.Except(turns[index - 1].Calls).Any())
                throw BedrockErrors.Invalid($"The number of toolResult blocks at messages.{index}.content exceeds the number of toolUse blocks of previous turn.");
        }

        return turns;
    }

    private static int ReadSystem(RequestFields body)
    {
        var tokens = 0;
        foreach (var block in body.Optional("system")?.EnumerateArray() ?? default)
        {
            if (block.TryGetProperty("text", out var text))
                tokens += text.GetString() is { Length: > 0 } said ? Tokens.Count(said) : throw BedrockErrors.Invalid("The text field at system is blank.");
            else if (!block.TryGetProperty("cachePoint", out _))
                throw BedrockErrors.Invalid("The SystemContentBlock has an unknown member.");
        }

        return tokens;
    }

    private static bool ReadThinking(JsonElement? extra, ConverseRequest request, RequestFields inference)
    {
        if (extra is not { } fields || !fields.TryGetProperty("thinking", out var thinking) || thinking.GetProperty("type").GetString() == "disabled")
            return false;
        if (thinking.GetProperty("type").GetString() == "enabled")
        {
            var budget = thinking.GetProperty("budget_tokens").GetInt32();
            if (budget < LeastThinkingBudget)
                throw BedrockErrors.Invalid("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
            if (request.MaxTokens is null || request.MaxTokens <= budget)
                throw BedrockErrors.Invalid("`max_tokens` must be greater than `thinking.budget_tokens`.");
        }

        if (request.Tools.Choice != "auto")
            throw BedrockErrors.Invalid("Thinking may not be enabled when tool_choice forces tool use.");
        if (inference.Optional("temperature") is { } temperature && temperature.GetDouble() != 1)
            throw BedrockErrors.Invalid("`temperature` may only be set to 1 when thinking is enabled.");
        return request.Turns.Any(turn => turn.Calls.Count > 0 && !turn.BeginsWithThought)
            ? throw BedrockErrors.Invalid("Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.")
            : true;
    }
}
