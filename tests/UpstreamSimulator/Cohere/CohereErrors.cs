using System.Text.Json.Nodes;
using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>Errors as Cohere writes them: an id and a message, and nothing to tell one kind from another but the status.</summary>
internal sealed class CohereErrors : IErrorEnvelope
{
    private CohereErrors()
    {
    }

    public static CohereErrors Envelope { get; } = new();

    public static RefusedException Refuse(int status, string message) => new(new UpstreamError(status, "", null, message));

    public string Write(UpstreamError error) => WireJson.Text(new JsonObject
    {
        ["id"] = "2f1c0f3e-0000-4000-8000-000000000000",
        ["message"] = error.Message,
    });
}
