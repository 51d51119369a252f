using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>
/// Reads Cohere's errors, <c>{"id","message"}</c>. They have no codes: what OpenAI has a code for is known by the status and the
/// words of the message.
/// </summary>
internal static class CohereErrors
{
    /// <summary>Cohere's own: a deny-listed text in the prompt or the answer.</summary>
    private const int Blocked = 498;

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static UpstreamError Read(ReadOnlySpan<byte> body, int status)
    {
        var root = JsonElement.Parse(body);
        return Of(Message(root), status);
    }

    public static UpstreamError Of(string? message, int status)
    {
        var error = new UpstreamError(message, null, Code(message ?? "", status), null);
        return status == Blocked ? error with { Status = 400 } : error;
    }

    /// <summary>The words of an error object; null if it has none, as when it is no error.</summary>
    public static string? Message(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? message.GetString()
            : null;

    private static string? Code(string message, int status) => status switch
    {
        404 when Says(message, "model") => "model_not_found",
        400 or 413 or 422 when Says(message, "too many tokens") || Says(message, "context length") => "context_length_exceeded",
        Blocked => "content_policy_violation",

        // A trial key's calls of the month: waiting for a minute does not help.
        429 when Says(message, "month") => "insufficient_quota",
        _ => null,
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
