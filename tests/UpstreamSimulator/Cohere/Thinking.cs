namespace Tollgate.UpstreamSimulator.Cohere;

/// <summary>How long a model thinks: reasoning models do unless told not to, within the budget they are given.</summary>
internal static class Thinking
{
    private const int Usual = 12;

    public static int TokensFor(CohereCall call)
    {
        if (call.Body.Optional("thinking") is not { } thinking)
            return call.Shape.ReasoningTokens ?? (CohereModel.Reasons(call.Model) ? Usual : 0);
        if (!CohereModel.Reasons(call.Model))
            throw CohereBody.Invalid($"thinking is not supported with model '{call.Model}'");

        var fields = new CohereBody(thinking).Knowing("type", "token_budget");
        var wanted = call.Shape.ReasoningTokens ?? Usual;
        return fields.Choice("type", "enabled", "disabled") is "enabled" ? Math.Min(wanted, fields.Integer("token_budget", 1) ?? int.MaxValue) : 0;
    }
}
