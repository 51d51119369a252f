using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>A request member whose price is not known: under a money budget, nobody can say whether the request fits.</summary>
internal static class UnpricedParameter
{
    /// <summary>
    /// The first such member; null if there is none. At a model that is free of charge everything is.
    /// </summary>
    public static string? In(in CostFacts cost, ModelInfo model)
    {
        if (IsFree(model.Price))
        {
            return null;
        }

        if (cost.UnpricedMember is { } member)
        {
            return member;
        }

        if (cost.SpeaksAudio && model.Price.AudioOutput is null && !model.Capabilities.HasFlag(ModelCapabilities.AudioOutput))
        {
            return "modalities";
        }

        if (cost.HearsAudio && model.Price.AudioInput is null && !model.Capabilities.HasFlag(ModelCapabilities.AudioInput))
        {
            return "messages";
        }

        return model.ContextLength is null ? cost.UnmeasuredMember : null;
    }

    public static Refusal Refuse(string member, string model) => Refusal.Invalid(
        "unpriced_parameter",
        $"What '{member}' costs at the model '{model}' is not known here, and this request is under a budget. Leave it out, or have the "
        + "operator describe the model in gateway.json (audio prices, context length) or serve it without a budget.",
        member);

    private static bool IsFree(ModelPrice price)
    {
        if (price is not { Input: 0, Output: 0, CacheRead: null or 0, CacheWrite: null or 0, CacheWriteHour: null or 0, Reasoning: null or 0, AudioInput: null or 0, AudioCacheRead: null or 0, AudioOutput: null or 0 })
        {
            return false;
        }

        foreach (var tier in price.Tiers)
        {
            if (!IsFree(tier.Price))
            {
                return false;
            }
        }

        return true;
    }
}
