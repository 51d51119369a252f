using System.Globalization;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Azure OpenAI: content filter results everywhere, a first chunk without choices, errors of its own.</summary>
internal sealed class AzureDialect : IOpenAIDialect
{
    private const string AccessDenied =
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.";

    public static AzureDialect Instance { get; } = new();

    public UpstreamError KeyMissing { get; } = new(401, "", "401", AccessDenied);

    public UpstreamError KeyRefused(string key) => KeyMissing;

    public UpstreamError ModelMissing(string model) => new(
        404,
        "",
        "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.");

    public IReadOnlyDictionary<string, string> Headers(long sequence) => new Dictionary<string, string>
    {
        ["x-request-id"] = sequence.ToString("x32", CultureInfo.InvariantCulture),
        ["apim-request-id"] = sequence.ToString("x32", CultureInfo.InvariantCulture),
        ["x-ms-region"] = "Sweden Central",
        ["x-ms-client-request-id"] = "Not-Set",
        ["x-ratelimit-limit-requests"] = "1000",
        ["x-ratelimit-remaining-requests"] = "999",
        ["x-ratelimit-limit-tokens"] = "100000",
        ["x-ratelimit-remaining-tokens"] = "99000",
    };

    public IEnumerable<StreamEvent> Preamble()
    {
        yield return new(StreamEventKind.Opening, WireJson.Text(new JsonObject
        {
            ["choices"] = new JsonArray(),
            ["created"] = 0,
            ["id"] = "",
            ["model"] = "",
            ["object"] = "",
            ["prompt_filter_results"] = PromptFilterResults(),
        }));
    }

    public JsonObject Decorate(JsonObject answer)
    {
        var isWhole = answer["object"]?.GetValue<string>() is "chat.completion" or "text_completion" && answer["usage"] is not null;
        if (isWhole)
            answer["prompt_filter_results"] = PromptFilterResults();
        foreach (var choice in answer["choices"]?.AsArray() ?? [])
            choice!["content_filter_results"] = isWhole ? Harmless() : new JsonObject();
        return answer;
    }

    public string Write(UpstreamError error)
    {
        var body = new JsonObject { ["code"] = error.Code ?? error.Status.ToString(CultureInfo.InvariantCulture), ["message"] = error.Message };
        if (error.Type.Length > 0)
            body["type"] = error.Type;
        if (error.Param is not null)
            body["param"] = error.Param;
        return WireJson.Text(new JsonObject { ["error"] = body });
    }

    private static JsonArray PromptFilterResults() =>
        [new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = Harmless() }];

    private static JsonObject Harmless()
    {
        var results = new JsonObject();
        foreach (var category in new[] { "hate", "self_harm", "sexual", "violence" })
            results[category] = new JsonObject { ["filtered"] = false, ["severity"] = "safe" };
        return results;
    }
}
