namespace Tollgate.UpstreamSimulator;

/// <summary>
/// What the upstream charges for, in tokens. As at OpenAI, cached tokens are part of the prompt's and reasoning tokens part of the
/// completion's.
/// </summary>
public readonly record struct BilledUsage(
    long PromptTokens,
    long CachedTokens = 0,
    long CompletionTokens = 0,
    long ReasoningTokens = 0)
{
    public long TotalTokens => PromptTokens + CompletionTokens;

    public static BilledUsage operator +(BilledUsage left, BilledUsage right) => new(
        left.PromptTokens + right.PromptTokens,
        left.CachedTokens + right.CachedTokens,
        left.CompletionTokens + right.CompletionTokens,
        left.ReasoningTokens + right.ReasoningTokens);

    public static BilledUsage Add(BilledUsage left, BilledUsage right) => left + right;
}
