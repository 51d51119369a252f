using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;
using Tollgate.Providers;
using Tollgate.Quotas.Estimation;

namespace Tollgate.Settlement;

/// <summary>
/// What an attempt has used when its provider never said: it broke off, or the client went away. The estimate is for reports; the
/// bound is for limits that hold, and counts what nobody saw.
/// </summary>
internal static class UsageEstimate
{
    /// <summary>What a provider generates between the last event that arrived and the moment it notices that nobody listens.</summary>
    private const long UnseenTokens = 256;

    /// <summary>Faster than any provider generates: what a silence can have been filled with.</summary>
    private const double MostTokensPerSecond = 4_000;

    /// <param name="attempt">As far as it came.</param>
    /// <param name="estimator">Of its deployment.</param>
    public static Used Of(Attempt attempt, TokenEstimator estimator)
    {
        var (request, answer) = (attempt.Request, attempt.Answer);
        var content = ContentBytes(answer);
        return new Used(
            new()
            {
                Input = answer?.Usage?.TotalInput ?? Tokens(request.Facts.PromptBytes, estimator),
                Output = Tokens(content, estimator),
                IsEstimated = true,
            },
            new UsageBound(answer?.Usage?.TotalInput, MostOutput(attempt, content)));
    }

    private static long ContentBytes(ProviderAnswer? answer) =>
        answer switch { StreamedAnswer stream => stream.ContentBytes, WholeAnswer whole => whole.ContentBytes, _ => 0 };

    /// <summary>The model may have thought without showing it, or spoken: then what was seen says little of what is billed.</summary>
    public static bool MayHideOutput(Attempt attempt) =>
        attempt.Request.Facts.Cost.SpeaksAudio || attempt.Deployment.Info.Can(ModelCapabilities.Reasoning);

    /// <summary>
    /// A token stands for at least one byte. Null, as much as was reserved, where the answer comes in one piece and has not come,
    /// and where much of it may be hidden.
    /// </summary>
    private static long? MostOutput(Attempt attempt, long content)
    {
        var (facts, answer) = (attempt.Request.Facts, attempt.Answer);
        if (MayHideOutput(attempt) || (answer is null && !facts.Stream))
        {
            return null;
        }

        var unseen = UnseenTokens + (answer is WholeAnswer ? 0 : (long)(attempt.Silence.TotalSeconds * MostTokensPerSecond));
        return long.CreateSaturating(content + ((Int128)unseen * facts.Cost.Choices));
    }

    private static long Tokens(long bytes, TokenEstimator estimator) => (long)Math.Ceiling(bytes / estimator.BytesPerToken);
}
