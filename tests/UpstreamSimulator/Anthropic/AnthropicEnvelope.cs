using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>Errors as Anthropic writes them: their type says what OpenAI says by status and code.</summary>
internal sealed class AnthropicEnvelope(string requestId) : IErrorEnvelope
{
    public string Write(UpstreamError error) => WireJson.Text(new JsonObject
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = error.Code == "insufficient_quota" ? "billing_error" : TypeOf(error.Status),
            ["message"] = error.Status == 529 ? "Overloaded" : error.Message,
        },
        ["request_id"] = requestId,
    });

    private static string TypeOf(int status) => status switch
    {
        400 or 405 or 422 => "invalid_request_error",
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        409 => "conflict_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        408 or 504 => "timeout_error",
        529 => "overloaded_error",
        _ => "api_error",
    };
}
