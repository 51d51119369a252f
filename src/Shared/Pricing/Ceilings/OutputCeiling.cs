using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>
/// The most tokens of one answer. A limit that the client set counts only under a name that the deployment is known to obey: one
/// that ignores it would bill far more. Reasoning and tool calls count towards it, as they do at all providers.
/// </summary>
internal static class OutputCeiling
{
    /// <summary>For a model of which neither its longest answer nor its context is known, and of which the client did not ask less.</summary>
    public const long Default = 4_096;

    /// <returns>The bound, and whether the gateway has to impose it because nobody else does.</returns>
    public static (long Bound, bool MustImpose) Of(in CostFacts cost, Operation operation, Deployment deployment)
    {
        var model = deployment.Info;
        var longest = Math.Min(model.MaxOutputTokens ?? long.MaxValue, model.ContextLength ?? long.MaxValue);
        var asked = Asked(cost, operation, deployment) ?? long.MaxValue;
        var bound = Math.Min(asked, longest);
        return bound == long.MaxValue ? (Default, true) : (bound, false);
    }

    /// <summary>Of two limits the higher: which of them a provider goes by is not agreed upon.</summary>
    private static long? Asked(in CostFacts cost, Operation operation, Deployment deployment)
    {
        var (old, current) = (cost.MaxTokens.Tokens, cost.MaxCompletionTokens.Tokens);
        return OutputMember.Obeys(OutputMember.MaxCompletionTokens, operation, deployment) && current > (old ?? 0) ? current : old;
    }
}
