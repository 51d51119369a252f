using System.Globalization;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>OpenAI itself, and what others have from it.</summary>
internal class OpenAIDialect : IOpenAIDialect
{
    private const int VisibleKeyCharacters = 4;

    public static OpenAIDialect Instance { get; } = new();

    public virtual UpstreamError KeyMissing { get; } = new(
        401,
        "invalid_request_error",
        null,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");

    public virtual UpstreamError KeyRefused(string key) => new(
        401,
        "invalid_request_error",
        "invalid_api_key",
        $"Incorrect API key provided: {key[..Math.Min(VisibleKeyCharacters, key.Length)]}****. You can find your API key at https://platform.openai.com/account/api-keys.");

    public virtual UpstreamError ModelMissing(string model) => new(
        404,
        "invalid_request_error",
        "model_not_found",
        $"The model `{model}` does not exist or you do not have access to it.",
        "model");

    public virtual IReadOnlyDictionary<string, string> Headers(long sequence) => new Dictionary<string, string>
    {
        ["x-request-id"] = "req_" + sequence.ToString("x32", CultureInfo.InvariantCulture),
        ["openai-processing-ms"] = "12",
        ["openai-version"] = "2020-10-01",
        ["openai-organization"] = "simulator",
        ["x-ratelimit-limit-requests"] = "10000",
        ["x-ratelimit-remaining-requests"] = "9999",
        ["x-ratelimit-reset-requests"] = "6ms",
        ["x-ratelimit-limit-tokens"] = "2000000",
        ["x-ratelimit-remaining-tokens"] = "1999000",
        ["x-ratelimit-reset-tokens"] = "30ms",
    };

    public IEnumerable<StreamEvent> Preamble() => [];

    public virtual JsonObject Decorate(JsonObject answer) => answer;

    public virtual string Write(UpstreamError error) => WireJson.Text(new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = error.Message,
            ["type"] = error.Type,
            ["param"] = error.Param,
            ["code"] = error.Code,
        },
    });
}
