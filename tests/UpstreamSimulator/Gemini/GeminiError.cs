using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary>Errors as Google's APIs write them.</summary>
internal sealed class GeminiError : IErrorEnvelope
{
    /// <summary>The code of an error that is told as a detail, with a status of 400.</summary>
    public const string InvalidKey = "API_KEY_INVALID";

    public static GeminiError Envelope { get; } = new();

    public static UpstreamError Invalid(string message) => new(400, "", null, message);

    public string Write(UpstreamError error)
    {
        var body = new JsonObject { ["code"] = error.Status, ["message"] = error.Message, ["status"] = StatusName(error.Status) };
        if (error.Code == InvalidKey)
        {
            body["details"] = new JsonArray(new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                ["reason"] = InvalidKey,
                ["domain"] = "googleapis.com",
                ["metadata"] = new JsonObject { ["service"] = "generativelanguage.googleapis.com" },
            });
        }
        else if (error.Status == 429)
        {
            body["details"] = new JsonArray(new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = "7s" });
        }

        return WireJson.Text(new JsonObject { ["error"] = body });
    }

    private static string StatusName(int status) => status switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
}
