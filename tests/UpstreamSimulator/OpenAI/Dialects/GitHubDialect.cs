using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>GitHub Models: models are named with their publisher, errors tell a code, a message and details.</summary>
internal sealed class GitHubDialect : OpenAIDialect, IOpenAIDialect
{
    public override UpstreamError KeyMissing { get; } = new(401, "", "unauthorized", "Unauthorized");

    public override UpstreamError KeyRefused(string key) => new(401, "", "unauthorized", "Bad credentials");

    public override UpstreamError ModelMissing(string model) => new(400, "", "unknown_model", $"Unknown model: {model}");

    string IOpenAIDialect.Plain(string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? model[(slash + 1)..] : throw new RefusedException(ModelMissing(model));
    }

    public override string Write(UpstreamError error) => WireJson.Text(new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = error.Code ?? "bad_request", ["message"] = error.Message, ["details"] = error.Message },
    });
}
