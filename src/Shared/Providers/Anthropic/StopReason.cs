using System.Text.Json;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Providers.Anthropic;

/// <summary>What the API's <c>stop_reason</c> is called at OpenAI, and what it says about a refusal.</summary>
internal static class StopReason
{
    /// <param name="reason">Unknown ones are ends like any other.</param>
    /// <param name="calls">Tools of the client's were called: the answer's own tool does not count.</param>
    public static string Finish(string? reason, bool calls) => reason switch
    {
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "refusal" => FinishReason.ContentFilter,
        "tool_use" when calls => FinishReason.ToolCalls,
        _ => FinishReason.Stop,
    };

    /// <param name="ending">Has <c>stop_reason</c> and, in newer answers, <c>stop_details</c>.</param>
    public static string? Refusal(JsonElement ending) =>
        ending.TryGetProperty("stop_details"u8, out var details)
        && details.ValueKind == JsonValueKind.Object
        && details.TryGetProperty("explanation"u8, out var explanation)
        && explanation.ValueKind == JsonValueKind.String
            ? explanation.GetString()
            : null;

    public static string? Of(JsonElement ending) =>
        ending.TryGetProperty("stop_reason"u8, out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : null;
}
