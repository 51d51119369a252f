using Tollgate.Models;

namespace Tollgate.Routing.Strategies;

/// <summary>At random by weight, and those behind the first by weight again.</summary>
/// <param name="random">From 0 to below 1.</param>
internal sealed class WeightedOrder(Func<double> random) : ITargetOrder
{
    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
        // Whoever's exponential clock of rate "weight" rings first: drawing without replacement, in one pass.
        Span<double> rings = targets.Length <= 64 ? stackalloc double[targets.Length] : new double[targets.Length];
        for (var index = 0; index < targets.Length; index++)
        {
            var weight = targets[index].Weight;
            rings[index] = weight > 0 ? -Math.Log(1 - random()) / weight : double.MaxValue;
        }

        rings.Sort(targets);
    }
}
