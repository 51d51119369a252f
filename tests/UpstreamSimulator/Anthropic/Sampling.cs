namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary><c>temperature</c>, <c>top_p</c> and <c>top_k</c>, which thinking and the newer models restrict.</summary>
internal static class Sampling
{
    public static readonly string[] Members = ["temperature", "top_p", "top_k"];

    public static void Check(MessageFields body, ClaudeModel model, ThinkingSettings thinking)
    {
        var (temperature, topP, topK) = (body.Fraction("temperature"), body.Fraction("top_p"), body.Integer("top_k", 0));
        if (!model.TakesSampling)
        {
            if (temperature is not (null or 1))
                throw MessageFields.Invalid("`temperature` is deprecated for this model.");
            if (topP is not (null or 1))
                throw MessageFields.Invalid("`top_p` is deprecated for this model.");
            if (topK is not null)
                throw MessageFields.Invalid("`top_k` is deprecated for this model.");
        }

        if (model.TakesOneOfSampling && temperature is not null && topP is not null)
            throw MessageFields.Invalid("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
        if (!thinking.WasAskedFor)
            return;
        if (temperature is not (null or 1))
            throw MessageFields.Invalid("`temperature` may only be set to 1 when thinking is enabled.");
        if (topP < 0.95)
            throw MessageFields.Invalid("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.");
        if (topK is not null)
            throw MessageFields.Invalid("`top_k` must be unset when thinking is enabled.");
    }
}
