using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>Why an answer ended, in OpenAI's terms.</summary>
internal static class StopReasons
{
    /// <param name="reason">Bedrock's own.</param>
    /// <param name="callsTools">The client sees calls of tools in it.</param>
    /// <param name="usage">Billed so far, for the error.</param>
    /// <exception cref="UpstreamException">The model lost itself, and there is no answer to speak of.</exception>
    public static string Translate(string? reason, bool callsTools, TokenUsage? usage) => reason switch
    {
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "content_filtered" or "guardrail_intervened" => FinishReason.ContentFilter,
        "malformed_model_output" or "malformed_tool_use" => throw new UpstreamException(Refusal.Upstream(
            "upstream_invalid_response", $"The model broke off with an answer that is malformed ('{reason}'). Try again."))
        {
            MayHaveBilled = true,
            Usage = usage,
        },
        _ => callsTools ? FinishReason.ToolCalls : FinishReason.Stop,
    };
}
