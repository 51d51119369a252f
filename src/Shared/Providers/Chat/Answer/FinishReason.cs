namespace Tollgate.Providers.Chat.Answer;

/// <summary>Why an answer ended, as OpenAI spells it.</summary>
internal static class FinishReason
{
    public const string Stop = "stop";
    public const string Length = "length";
    public const string ToolCalls = "tool_calls";
    public const string ContentFilter = "content_filter";
}
