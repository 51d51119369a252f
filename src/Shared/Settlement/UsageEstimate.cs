using Tollgate.Pricing;

namespace Tollgate.Settlement;

/// <summary>
/// What a request has probably used when the upstream never said: it broke off, or the client went away. Never zero for work
/// that was done.
/// </summary>
internal static class UsageEstimate
{
    /// <summary>English text runs at about four UTF-8 bytes a token.</summary>
    private const int BytesPerToken = 4;

    /// <param name="promptBytes">UTF-8 bytes of prompt text that were sent.</param>
    /// <param name="contentBytes">UTF-8 bytes of generated content that arrived.</param>
    public static TokenUsage From(long promptBytes, long contentBytes) => new()
    {
        Input = Tokens(promptBytes),
        Output = Tokens(contentBytes),
        IsEstimated = true,
    };

    private static long Tokens(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;
}
