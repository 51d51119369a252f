using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Errors as AWS writes them: a message in the body, and the kind in a header.</summary>
internal sealed class BedrockErrors : IErrorEnvelope
{
    public static BedrockErrors Instance { get; } = new();

    public string Write(UpstreamError error) => WireJson.Text(new JsonObject { ["message"] = error.Message });

    /// <summary>A 400 of the kind that nearly every wrong request gets.</summary>
    public static RefusedException Invalid(string message) => new(new UpstreamError(400, "ValidationException", null, message));

    /// <summary>What AWS calls an error of this status.</summary>
    public static string KindOf(int status) => status switch
    {
        400 => "ValidationException",
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        408 => "ModelTimeoutException",
        424 => "ModelErrorException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        _ => "InternalServerException",
    };
}
