using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Groq: usage in <c>x_groq</c> of a stream's last chunk, asked for or not; some of OpenAI's members are refused.</summary>
internal sealed class GroqDialect : OpenAIDialect, IOpenAIDialect
{
    public override UpstreamError KeyMissing { get; } = new(401, "invalid_request_error", "invalid_api_key", "Invalid API Key");

    public override UpstreamError KeyRefused(string key) => KeyMissing;

    public override IReadOnlyDictionary<string, string> Headers(long sequence) => new Dictionary<string, string>
    {
        ["x-request-id"] = "req_" + sequence.ToString("x26", CultureInfo.InvariantCulture),
        ["x-groq-region"] = "fra",
        ["x-ratelimit-limit-requests"] = "14400",
        ["x-ratelimit-limit-tokens"] = "18000",
        ["x-ratelimit-remaining-requests"] = "14370",
        ["x-ratelimit-remaining-tokens"] = "17997",
        ["x-ratelimit-reset-requests"] = "2m59.56s",
        ["x-ratelimit-reset-tokens"] = "7.66s",
    };

    public override JsonObject Decorate(JsonObject answer)
    {
        if (answer["usage"] is JsonObject usage)
            AddTimes(usage);
        answer["x_groq"] = new JsonObject { ["id"] = "req_simulator" };
        return answer;
    }

    void IOpenAIDialect.Require(RequestFields body)
    {
        foreach (var name in new[] { "logprobs", "top_logprobs", "logit_bias" })
        {
            if (body.Optional(name) is { ValueKind: not JsonValueKind.False })
                throw RefusedException.Invalid($"property '{name}' is unsupported", param: null, code: null);
        }

        if (body.Integer("n", 1) > 1)
            throw RefusedException.Invalid("'n' : number must be at most 1", param: null, code: null);
        if (body.Optional("messages") is { ValueKind: JsonValueKind.Array } messages && messages.EnumerateArray().Any(message => message.TryGetProperty("name", out _)))
            throw RefusedException.Invalid("'messages.0' : property 'name' is unsupported", param: null, code: null);
    }

    void IOpenAIDialect.Finish(JsonObject lastChunk, BilledUsage usage)
    {
        var told = UsageJson.Write(usage);
        AddTimes(told);
        lastChunk["x_groq"]!["usage"] = told;
    }

    private static void AddTimes(JsonObject usage)
    {
        foreach (var name in new[] { "queue_time", "prompt_time", "completion_time", "total_time" })
            usage[name] = 0.01;
    }
}
