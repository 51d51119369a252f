using System.Text.Json;

namespace Tollgate.UpstreamSimulator.OpenAI.Chat;

/// <summary>A chat request, checked. Members that the simulator has no use for are left alone.</summary>
internal sealed record ChatRequest
{
    private const int TokensPerConversation = 3;
    private const int MaxChoices = 128;

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required ToolSettings Tools { get; init; }

    public required ResponseFormat Format { get; init; }

    public required StreamSettings Stream { get; init; }

    public required int Choices { get; init; }

    /// <summary>Upper bound of a choice's tokens, reasoning included; null for none.</summary>
    public required int? MaxTokens { get; init; }

    public required IReadOnlyList<string> Stops { get; init; }

    /// <summary>Alternatives to list for each token; null for no log probabilities at all.</summary>
    public required int? TopLogprobs { get; init; }

    public required string? ReasoningEffort { get; init; }

    public int PromptTokens => TokensPerConversation + Messages.Sum(message => message.Tokens) + Tools.Tools.Sum(tool => tool.Tokens);

    public static ChatRequest Read(OpenAICall call)
    {
        var body = call.Body;
        var messages = ReadMessages(body);
        body.Decimal("temperature", 0, 2);
        body.Decimal("top_p", 0, 1);
        body.Decimal("presence_penalty", -2, 2);
        body.Decimal("frequency_penalty", -2, 2);
        return new ChatRequest
        {
            Messages = messages,
            Tools = ToolSettings.Read(body),
            Format = ResponseFormat.Read(body, messages),
            Stream = StreamSettings.Read(body),
            Choices = body.Integer("n", 1, MaxChoices) ?? 1,
            MaxTokens = ReadMaxTokens(call),
            Stops = StopSequences.Read(body),
            TopLogprobs = ReadLogprobs(body),
            ReasoningEffort = body.OptionalText("reasoning_effort"),
        };
    }

    private static ChatMessage[] ReadMessages(RequestFields body)
    {
        var messages = body.Required("messages", JsonValueKind.Array).EnumerateArray().Select(ChatMessage.Read).ToArray();
        if (messages.Length == 0)
        {
            throw RefusedException.Invalid(
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages", "empty_array");
        }

        var called = messages.SelectMany(message => message.ToolCallIds).ToHashSet();
        foreach (var (index, message) in messages.Index())
        {
            if (message.Role is "tool" && !called.Contains(message.ToolCallId ?? ""))
            {
                throw RefusedException.Invalid(
                    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
                    $"messages.[{index}].role",
                    code: null);
            }
        }

        return messages;
    }

    private static int? ReadMaxTokens(OpenAICall call)
    {
        var old = call.Body.Integer("max_tokens", 1);
        if (old is not null && call.Model.Reasons)
        {
            throw RefusedException.Invalid(
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                "max_tokens",
                "unsupported_parameter");
        }

        return call.Body.Integer("max_completion_tokens", 1) ?? old;
    }

    private static int? ReadLogprobs(RequestFields body)
    {
        var top = body.Integer("top_logprobs", 0, 20);
        if (body.Flag("logprobs"))
            return top ?? 0;
        return top is null
            ? null
            : throw RefusedException.Invalid("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs", code: null);
    }
}
