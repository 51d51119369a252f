using System.Text.Json;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;
using Tollgate.State;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Turns a whole answer of generateContent into a chat completion.</summary>
internal static class GeminiAnswer
{
    /// <exception cref="UpstreamException">It is an error, or the model failed.</exception>
    public static ChatAnswer Read(JsonElement answer, IIdSource ids, string provider)
    {
        if (answer.TryGetProperty("error", out _))
        {
            throw ErrorReader.InBand(answer, provider);
        }

        var usage = UsageReader.Read(answer);
        try
        {
            return new ChatAnswer { Id = CandidateReader.Text(answer, "responseId"), Choices = Choices(answer, ids, provider), Usage = usage };
        }
        catch (UpstreamException failure)
        {
            throw new UpstreamException(failure.Refusal, failure) { Usage = usage, MayHaveBilled = true };
        }
    }

    private static ChatChoice[] Choices(JsonElement answer, IIdSource ids, string provider)
    {
        if (answer.TryGetProperty("candidates", out var candidates) && candidates.GetArrayLength() > 0)
        {
            return [.. candidates.EnumerateArray().OrderBy(CandidateReader.Index).Select(candidate => WholeCandidate.Read(candidate, ids, provider))];
        }

        return FinishReasons.PromptRefusal(answer) is { } refusal
            ? [new ChatChoice { Refusal = refusal, FinishReason = FinishReason.ContentFilter }]
            : throw new JsonException("neither candidates nor a reason for their absence");
    }
}
