using System.Text.Json.Nodes;

namespace Tollgate.UpstreamSimulator.Gemini;

/// <summary><c>usageMetadata</c>: cached tokens within the prompt's, thoughts beside the candidates'.</summary>
internal static class GeminiUsage
{
    public static JsonObject Write(BilledUsage usage)
    {
        var written = new JsonObject
        {
            ["promptTokenCount"] = usage.PromptTokens,
            ["candidatesTokenCount"] = usage.CompletionTokens - usage.ReasoningTokens,
            ["totalTokenCount"] = usage.TotalTokens,
            ["promptTokensDetails"] = new JsonArray(new JsonObject { ["modality"] = "TEXT", ["tokenCount"] = usage.PromptTokens }),
        };
        if (usage.CachedTokens > 0)
        {
            written["cachedContentTokenCount"] = usage.CachedTokens;
            written["cacheTokensDetails"] = new JsonArray(new JsonObject { ["modality"] = "TEXT", ["tokenCount"] = usage.CachedTokens });
        }

        if (usage.ReasoningTokens > 0)
            written["thoughtsTokenCount"] = usage.ReasoningTokens;
        return written;
    }
}
