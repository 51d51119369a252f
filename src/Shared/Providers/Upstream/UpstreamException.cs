using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Providers.Upstream;

/// <summary>An upstream gave no usable answer, or stopped giving one.</summary>
internal sealed class UpstreamException(Refusal refusal, Exception? inner = null) : Exception(refusal.Code, inner)
{
    /// <summary>What the client is told.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>Its code, where the failure is the upstream's doing; null where it only said no to this request.</summary>
    public string? ProviderFailure => Refusal.Status is >= 500 or 429 ? Refusal.Code : null;

    /// <summary>The upstream had begun to work on the request, so it may well bill it.</summary>
    public bool MayHaveBilled { get; init; }

    /// <summary>What it said it billed, in an answer that was of no use.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The upstream's own id of the request, for support cases.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>The same failure, told with another time to come back.</summary>
    public UpstreamException WithRetryAfter(TimeSpan wait) => new(Refusal with { RetryAfter = wait }, this)
    {
        MayHaveBilled = MayHaveBilled,
        Usage = Usage,
        UpstreamRequestId = UpstreamRequestId,
    };
}
