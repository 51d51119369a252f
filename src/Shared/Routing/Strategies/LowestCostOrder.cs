using Tollgate.Models;

namespace Tollgate.Routing.Strategies;

/// <summary>By what the request is expected to cost; of equally dear ones the operator's order.</summary>
internal sealed class LowestCostOrder(ExpectedCost expected) : ITargetOrder
{
    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
        Span<(long Cost, int Place)> keys = targets.Length <= 64 ? stackalloc (long, int)[targets.Length] : new (long, int)[targets.Length];
        for (var index = 0; index < targets.Length; index++)
        {
            keys[index] = (expected.Of(targets[index], question.Request).NanoUsd, index);
        }

        keys.Sort(targets);
    }
}
