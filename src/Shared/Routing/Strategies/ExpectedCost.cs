using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Settlement;

namespace Tollgate.Routing.Strategies;

/// <summary>What a request will probably cost at a target: for comparing targets, never for what is reserved.</summary>
internal static class ExpectedCost
{
    /// <summary>A usual answer, where nothing bounds it lower.</summary>
    private const long UsualAnswer = 500;

    public static Money Of(RouteTarget target, GatewayRequest request)
    {
        var cost = request.Facts.Cost;
        var asked = cost.MaxCompletionTokens.Tokens ?? cost.MaxTokens.Tokens ?? UsualAnswer;
        var answers = request.Operation == Operation.Embeddings ? 0 : cost.Choices;
        var usage = UsageEstimate.From(request.Facts.PromptBytes, 0) with
        {
            Output = long.CreateSaturating((Int128)Math.Min(asked, UsualAnswer) * answers),
        };
        return Cost.Of(usage, target.Deployment.Info.Price);
    }
}
