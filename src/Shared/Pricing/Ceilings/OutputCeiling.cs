using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>
/// The most tokens of one answer. A limit that the client set counts only under a name that the deployment is known to obey: one
/// that ignores it would bill far more. Reasoning and tool calls count towards it, as they do at all providers.
/// </summary>
internal static class OutputCeiling
{
    /// <summary>
    /// Assumed of a model of which neither its longest answer nor its context is known, where the client set no limit: longer than
    /// what today's models give in one answer. It is not imposed, for a limit that nobody asked for changes answers and is refused by
    /// some models; tell the model's <c>maxOutputTokens</c> in <c>gateway.json</c> for a smaller hold.
    /// </summary>
    public const long Assumed = 131_072;

    public static long Of(in CostFacts cost, Operation operation, Deployment deployment)
    {
        var model = deployment.Info;
        var longest = Math.Min(model.MaxOutputTokens ?? long.MaxValue, model.ContextLength ?? long.MaxValue);
        var asked = Asked(cost, operation, deployment) ?? long.MaxValue;
        var bound = Math.Min(asked, longest);
        return bound == long.MaxValue ? Assumed : bound;
    }

    /// <summary>Of two limits the higher: which of them a provider goes by is not agreed upon.</summary>
    private static long? Asked(in CostFacts cost, Operation operation, Deployment deployment)
    {
        var (old, current) = (cost.MaxTokens.Tokens, cost.MaxCompletionTokens.Tokens);
        return OutputMember.Obeys(OutputMember.MaxCompletionTokens, operation, deployment) && current > (old ?? 0) ? current : old;
    }
}
