using Tollgate.Pricing;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>Why an answer of Cohere's ended, in OpenAI's words.</summary>
internal static class CohereFinishReason
{
    /// <param name="reason">Cohere's word.</param>
    /// <param name="told">What it says went wrong, if it does.</param>
    /// <param name="usage">What was billed all the same.</param>
    /// <param name="provider">Whose answer it is.</param>
    /// <exception cref="UpstreamException">The answer is not one: it failed, or ran out of time, half-way.</exception>
    public static string Translate(string? reason, string? told, TokenUsage? usage, string provider) => reason switch
    {
        "COMPLETE" or "STOP_SEQUENCE" => FinishReason.Stop,
        "MAX_TOKENS" => FinishReason.Length,
        "TOOL_CALL" => FinishReason.ToolCalls,
        "ERROR_TOXIC" => FinishReason.ContentFilter,
        "ERROR" => throw Failed(500, told ?? "The generation failed.", usage, provider),
        "TIMEOUT" => throw Failed(504, told ?? "The generation took longer than Cohere allows.", usage, provider),

        // A reason of the future is no reason to lose an answer: clients see the word itself.
        { Length: > 0 } other => other.ToLowerInvariant(),
        _ => throw new FormatException("an answer without a finish reason"),
    };

    private static UpstreamException Failed(int status, string message, TokenUsage? usage, string provider) =>
        new(UpstreamErrors.InBand(status, CohereErrors.Of(message, status), provider).Refusal) { MayHaveBilled = true, Usage = usage };
}
