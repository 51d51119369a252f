using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Reads <c>usageMetadata</c> into disjoint buckets: Gemini counts cached tokens in the prompt, and thoughts beside the answer.</summary>
internal static class UsageReader
{
    private const long MostTokens = 1_000_000_000_000;

    /// <returns>Null if there is none.</returns>
    public static TokenUsage? Read(JsonElement answer)
    {
        if (!answer.TryGetProperty("usageMetadata", out var usage) || usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // What tools of Google's own put into the prompt is billed like the prompt.
        var prompt = Count(usage, "promptTokenCount") + Count(usage, "toolUsePromptTokenCount");
        var cached = Math.Min(Count(usage, "cachedContentTokenCount"), prompt);
        var audio = Math.Max(0, OfAudio(usage, "promptTokensDetails") + OfAudio(usage, "toolUsePromptTokensDetails") - OfAudio(usage, "cacheTokensDetails"));
        audio = Math.Min(audio, prompt - cached);

        var (said, thoughts) = (Count(usage, "candidatesTokenCount"), Count(usage, "thoughtsTokenCount"));
        if (thoughts > 0 && thoughts <= said && prompt + said == Count(usage, "totalTokenCount"))
        {
            // Some models count their thoughts within the answer: then the total shows it.
            said -= thoughts;
        }

        var spoken = Math.Min(OfAudio(usage, "candidatesTokensDetails"), said);
        return new TokenUsage
        {
            Input = prompt - cached - audio,
            CacheRead = cached,
            AudioInput = audio,
            Output = said - spoken,
            Reasoning = thoughts,
            AudioOutput = spoken,
        };
    }

    private static long OfAudio(JsonElement usage, string details)
    {
        if (!usage.TryGetProperty(details, out var modalities))
        {
            return 0;
        }

        var count = 0L;
        foreach (var modality in modalities.EnumerateArray())
        {
            count += CandidateReader.Text(modality, "modality") == "AUDIO" ? Count(modality, "tokenCount") : 0;
        }

        return Math.Min(count, MostTokens);
    }

    /// <summary>The bound keeps sums of a nonsensical usage from overflowing.</summary>
    private static long Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? (long)Math.Clamp(value.GetDouble(), 0, MostTokens) : 0;
}
