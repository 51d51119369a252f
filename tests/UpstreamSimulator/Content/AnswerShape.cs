namespace Tollgate.UpstreamSimulator;

/// <summary>What the simulation wants of an answer's content, before the request's own limits apply.</summary>
internal sealed record AnswerShape
{
    /// <summary>Exact length of the text; null for an echo of its natural length.</summary>
    public int? Tokens { get; init; }

    /// <summary>A word that the text consists of, in place of the echo: it tells whose the text is, in every piece of it.</summary>
    public string? Voice { get; init; }

    /// <summary>Tokens in one chunk of a stream.</summary>
    public int TokensPerChunk { get; init; } = 1;

    /// <summary>Thinking billed before the text; null for what the model and its effort say.</summary>
    public int? ReasoningTokens { get; init; }

    /// <summary>Part of the prompt billed as cached; null for the rule of <see cref="PromptCache"/>.</summary>
    public int? CachedTokens { get; init; }
}
