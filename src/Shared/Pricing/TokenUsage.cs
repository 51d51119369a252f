namespace Tollgate.Pricing;

/// <summary>
/// What one request used, in disjoint buckets of tokens: no token is in two of them, whatever the provider's own
/// convention (OpenAI counts cached tokens inside the prompt, Anthropic and Bedrock beside it). Translators produce it;
/// prices multiply it.
/// </summary>
internal readonly record struct TokenUsage
{
    /// <summary>Fresh text and image input, billed at the input price.</summary>
    public long Input { get; init; }

    /// <summary>Text and image input read from the provider's prompt cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Input written to the provider's prompt cache for its shorter lifetime (5 minutes at Anthropic).</summary>
    public long CacheWrite { get; init; }

    /// <summary>Input written to the provider's prompt cache for an hour.</summary>
    public long CacheWriteHour { get; init; }

    /// <summary>Fresh audio input.</summary>
    public long AudioInput { get; init; }

    /// <summary>Audio input read from the provider's prompt cache.</summary>
    public long AudioCacheRead { get; init; }

    /// <summary>Visible text output.</summary>
    public long Output { get; init; }

    /// <summary>Reasoning output, billed at the output price unless the model has a price of its own for it.</summary>
    public long Reasoning { get; init; }

    /// <summary>Audio output.</summary>
    public long AudioOutput { get; init; }

    /// <summary>True when the provider said nothing and the figures are the gateway's own estimate.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>All input, cached or not: OpenAI's <c>prompt_tokens</c>.</summary>
    public long TotalInput => Input + CacheRead + CacheWrite + CacheWriteHour + AudioInput + AudioCacheRead;

    /// <summary>All input read from the prompt cache: OpenAI's <c>cached_tokens</c>.</summary>
    public long TotalCacheRead => CacheRead + AudioCacheRead;

    /// <summary>All output, visible or not: OpenAI's <c>completion_tokens</c>.</summary>
    public long TotalOutput => Output + Reasoning + AudioOutput;

    public long Total => TotalInput + TotalOutput;

    /// <summary>Estimated if either is.</summary>
    public static TokenUsage operator +(in TokenUsage left, in TokenUsage right) => new()
    {
        Input = left.Input + right.Input,
        CacheRead = left.CacheRead + right.CacheRead,
        CacheWrite = left.CacheWrite + right.CacheWrite,
        CacheWriteHour = left.CacheWriteHour + right.CacheWriteHour,
        AudioInput = left.AudioInput + right.AudioInput,
        AudioCacheRead = left.AudioCacheRead + right.AudioCacheRead,
        Output = left.Output + right.Output,
        Reasoning = left.Reasoning + right.Reasoning,
        AudioOutput = left.AudioOutput + right.AudioOutput,
        IsEstimated = left.IsEstimated || right.IsEstimated,
    };
}
