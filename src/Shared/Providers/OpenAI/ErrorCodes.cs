using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>
/// Gives errors OpenAI's own code where an OpenAI-compatible upstream means the same and says it otherwise: clients act on the
/// code. The upstream's words stay.
/// </summary>
internal static class ErrorCodes
{
    public static UpstreamError Normalize(UpstreamError error, int status)
    {
        // vLLM and gateways in front of it repeat the status for a code.
        var code = error.Code is { Length: > 0 } given && !given.All(char.IsAsciiDigit) ? given : null;
        return error with { Code = code == "unknown_model" ? "model_not_found" : code ?? Guess(error.Message ?? "", status) };
    }

    private static string? Guess(string message, int status) => status switch
    {
        404 when message.Contains("model", StringComparison.OrdinalIgnoreCase) => "model_not_found",
        400 or 413 or 422 when message.Contains("maximum context length", StringComparison.OrdinalIgnoreCase) => "context_length_exceeded",
        _ => null,
    };
}
