using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;

namespace Tollgate.Routing.Strategies;

/// <summary>What a request will probably cost at a target: for comparing targets, never for what is reserved.</summary>
internal sealed class ExpectedCost(TokenEstimators estimators)
{
    public Money Of(RouteTarget target, GatewayRequest request)
    {
        var (deployment, cost) = (target.Deployment, request.Facts.Cost);
        var expected = estimators.For(deployment).Expect(request.Facts, cost.MaxCompletionTokens.Tokens ?? cost.MaxTokens.Tokens);
        var usage = new TokenUsage { Input = expected.Input, Output = request.Operation == Operation.Embeddings ? 0 : expected.Output };
        return Cost.Of(usage, deployment.Info.Price);
    }
}
