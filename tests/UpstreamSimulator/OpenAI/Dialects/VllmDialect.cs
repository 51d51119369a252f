using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>vLLM: no key unless it is started with one; an error's code is its status as a number.</summary>
internal sealed class VllmDialect : OpenAIDialect, IOpenAIDialect
{
    bool IOpenAIDialect.NeedsKey => false;

    public override UpstreamError ModelMissing(string model) => new(404, "NotFoundError", null, $"The model `{model}` does not exist.");

    public override IReadOnlyDictionary<string, string> Headers(long sequence) => new Dictionary<string, string>();

    public override string Write(UpstreamError error) => WireJson.Text(new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = error.Message,
            ["type"] = error.Status is 400 ? "BadRequestError" : error.Type,
            ["param"] = error.Param,
            ["code"] = error.Status,
        },
    });
}
