using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>Writes an answer in one piece.</summary>
internal static class MessagesBody
{
    public static Reply Write(MessagesAnswer answer) => new()
    {
        Billed = answer.Usage,
        Body = WireJson.Bytes(Message(answer, answer.Blocks.Select(block => block.Whole()), answer.StopReason, answer.Usage)),
    };

    /// <summary>The message, or what a stream tells of it at its beginning.</summary>
    public static JsonObject Message(MessagesAnswer answer, IEnumerable<JsonObject> content, string? stopReason, BilledUsage usage) => new()
    {
        ["id"] = answer.Id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = answer.Model,
        ["content"] = new JsonArray([.. content]),
        ["stop_reason"] = stopReason,
        ["stop_sequence"] = stopReason is null ? null : answer.StopSequence,
        ["stop_details"] = stopReason is null ? null : Details(answer),
        ["container"] = null,
        ["usage"] = Usage(answer, usage),
    };

    public static JsonObject? Details(MessagesAnswer answer) => answer.StopReason != "refusal" ? null : new()
    {
        ["type"] = "refusal",
        ["category"] = "general_harms",
        ["explanation"] = "This request was declined.",
    };

    /// <summary>Unlike OpenAI's: what the cache gave or took is not part of <c>input_tokens</c>.</summary>
    public static JsonObject Usage(MessagesAnswer answer, BilledUsage usage)
    {
        var (written, forAnHour) = answer.CacheWrites;
        written = (int)Math.Min(written, usage.PromptTokens - usage.CachedTokens);
        return new()
        {
            ["input_tokens"] = usage.PromptTokens - usage.CachedTokens - written,
            ["cache_creation_input_tokens"] = written,
            ["cache_read_input_tokens"] = usage.CachedTokens,
            ["cache_creation"] = new JsonObject
            {
                ["ephemeral_5m_input_tokens"] = forAnHour ? 0 : written,
                ["ephemeral_1h_input_tokens"] = forAnHour ? written : 0,
            },
            ["output_tokens"] = usage.CompletionTokens,
            ["output_tokens_details"] = new JsonObject { ["thinking_tokens"] = usage.ReasoningTokens },
            ["server_tool_use"] = null,
            ["service_tier"] = "standard",
        };
    }
}
