using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Together: usage beside a stream's last choice, asked for or not; the newer names of OpenAI are read over.</summary>
internal sealed class TogetherDialect : OpenAIDialect, IOpenAIDialect
{
    IReadOnlyCollection<string> IOpenAIDialect.Overlooked { get; } = ["max_completion_tokens", "top_logprobs"];

    public override JsonObject Decorate(JsonObject answer)
    {
        if (answer["object"]?.GetValue<string>() is "chat.completion")
            answer["prompt"] = new JsonArray();
        return answer;
    }

    void IOpenAIDialect.Finish(JsonObject lastChunk, BilledUsage usage) => lastChunk["usage"] = UsageJson.Write(usage);
}
