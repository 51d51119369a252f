using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Ollama's OpenAI-compatible endpoint: no key, and whatever it does not know it reads over.</summary>
internal sealed class OllamaDialect : OpenAIDialect, IOpenAIDialect
{
    bool IOpenAIDialect.NeedsKey => false;

    IReadOnlyCollection<string> IOpenAIDialect.Overlooked { get; } =
        ["max_completion_tokens", "tool_choice", "parallel_tool_calls", "logit_bias", "n", "user"];

    public override UpstreamError ModelMissing(string model) => new(404, "not_found_error", null, $"model '{model}' not found");

    public override IReadOnlyDictionary<string, string> Headers(long sequence) => new Dictionary<string, string>();

    public override JsonObject Decorate(JsonObject answer)
    {
        answer["system_fingerprint"] = "fp_ollama";
        answer.Remove("service_tier");
        return answer;
    }
}
