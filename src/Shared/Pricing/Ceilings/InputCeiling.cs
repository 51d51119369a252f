using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>
/// The most tokens that a model can be billed for reading a request. Assumed: a token stands for at least one byte of what the
/// client wrote (true of every byte-level tokenizer and of those that fall back to bytes, unless they first rewrite characters to
/// longer ones); the markup around a message is no longer than the JSON around it and a few tokens; and a provider refuses, unbilled, or
/// cuts what exceeds the model's context. Input is billed once, however many answers are made of it.
/// </summary>
internal static class InputCeiling
{
    /// <summary>The markup of a conversation, and the system prompts that templates such as gpt-oss's add by themselves (below 150 tokens).</summary>
    private const int TokensPerRequest = 256;

    /// <summary>What providers say to a model about tools and schemas: up to 530 tokens at Anthropic, the most that is documented.</summary>
    private const int TokensForTools = 1_024;

    /// <summary>Role and markers: 3 to 6 in the known templates.</summary>
    private const int TokensPerMessage = 8;

    /// <summary>The longest context on the market, for what the body does not tell the size of and a model of unknown context.</summary>
    private const int LongestContext = 10_000_000;

    public static long Of(in CostFacts cost, ModelInfo model)
    {
        // Every prompt of several has the whole context to itself.
        var context = (long?)(model.ContextLength * Math.Max(1, cost.Prompts));
        if (cost.UnmeasuredMember is not null)
        {
            return context ?? LongestContext;
        }

        var tokens = cost.TextBytes
            + TokensPerRequest
            + (cost.HasTools ? TokensForTools : 0)
            + ((long)cost.Messages * TokensPerMessage)
            + (cost.Images > 0 ? cost.Images * ImageTokens.MostPerImage(model.Id) : 0);
        return Math.Min(tokens, context ?? long.MaxValue);
    }
}
