using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Anthropic;

/// <summary>Reads the API's errors, whose type says what others say by status and code.</summary>
internal static class AnthropicErrors
{
    private const string InvalidRequest = "invalid_request_error";

    /// <summary>An error inside a 200 or a stream.</summary>
    public static UpstreamException InBand(JsonElement envelope, string provider)
    {
        var error = Read(envelope, status: 0);
        return UpstreamErrors.InBand(error.Status ?? 502, error, provider);
    }

    /// <param name="envelope">As in <c>{"type":"error","error":{…}}</c>.</param>
    /// <param name="status">The response's; 0 for none, when the error's type tells it.</param>
    public static UpstreamError Read(JsonElement envelope, int status)
    {
        if (envelope.ValueKind != JsonValueKind.Object || !envelope.TryGetProperty("error"u8, out var error) || error.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var (type, message) = (Text(error, "type"), Text(error, "message"));
        var meant = StatusOf(type);
        var code = CodeOf(type, message ?? "");
        return new UpstreamError(message, meant is 400 or 404 or 413 ? InvalidRequest : null, code, Param: null)
        {
            // Credit that has run out is told as a bad request, by the account's owner to be mended and not by the client.
            Status = code == "insufficient_quota" ? 429 : status == 0 ? meant : null,
        };
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int StatusOf(string? type) => type switch
    {
        InvalidRequest => 400,
        "authentication_error" => 401,
        "billing_error" => 429,
        "permission_error" => 403,
        "not_found_error" => 404,
        "conflict_error" => 409,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => 500,
    };

    /// <summary>The API has no codes; its messages are the only mark of these.</summary>
    private static string? CodeOf(string? type, string message) => type switch
    {
        "billing_error" => "insufficient_quota",
        InvalidRequest when Says(message, "credit balance is too low") => "insufficient_quota",
        InvalidRequest when IsTooLong(message) => "context_length_exceeded",
        InvalidRequest when Says(message, "content filtering policy") => "content_policy_violation",
        "not_found_error" when message.StartsWith("model:", StringComparison.Ordinal) => "model_not_found",
        "request_too_large" => "request_too_large",
        _ => null,
    };

    private static bool IsTooLong(string message) =>
        Says(message, "prompt is too long") || Says(message, "exceed context limit") || Says(message, "context window");

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
