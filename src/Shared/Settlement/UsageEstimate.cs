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

    /// <param name="request">The request, routed.</param>
    /// <param name="estimator">Of its deployment.</param>
    /// <param name="answer">As far as it came; null if nothing did.</param>
    public static Used Of(GatewayRequest request, TokenEstimator estimator, ProviderAnswer? answer)
    {
        var content = ContentBytes(answer);
        return new Used(
            new()
            {
                Input = answer?.Usage?.TotalInput ?? Tokens(request.Facts.PromptBytes, estimator),
                Output = Tokens(content, estimator),
                IsEstimated = true,
            },
            new UsageBound(answer?.Usage?.TotalInput, MostOutput(request, answer, content)));
    }

    private static long ContentBytes(ProviderAnswer? answer) =>
        answer switch { StreamedAnswer stream => stream.ContentBytes, WholeAnswer whole => whole.ContentBytes, _ => 0 };

    /// <summary>
    /// A token stands for at least one byte. Null, as much as was reserved, where the answer comes in one piece and has not come,
    /// and where a model may have thought without showing it, or spoken.
    /// </summary>
    private static long? MostOutput(GatewayRequest request, ProviderAnswer? answer, long content)
    {
        var isHidden = request.Facts.Cost.SpeaksAudio || request.Deployment!.Info.Can(ModelCapabilities.Reasoning);
        if (isHidden || (answer is null && !request.Facts.Stream))
        {
            return null;
        }

        var unseen = UnseenTokens + (answer is WholeAnswer ? 0 : (long)(request.UpstreamWait.Silence.TotalSeconds * MostTokensPerSecond));
        return long.CreateSaturating(content + ((Int128)unseen * request.Facts.Cost.Choices));
    }

    private static long Tokens(long bytes, TokenEstimator estimator) => (long)Math.Ceiling(bytes / estimator.BytesPerToken);
}
