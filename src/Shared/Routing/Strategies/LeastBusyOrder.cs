using Tollgate.Models;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Strategies;

/// <summary>The one with the fewest requests under way for its weight; where several are equally idle, one of them at random.</summary>
/// <param name="loads">What is under way.</param>
/// <param name="random">From 0 to below 1.</param>
internal sealed class LeastBusyOrder(TargetLoads loads, Func<double> random) : ITargetOrder
{
    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
        Span<(double Busy, double Draw)> keys = targets.Length <= 64 ? stackalloc (double, double)[targets.Length] : new (double, double)[targets.Length];
        for (var index = 0; index < targets.Length; index++)
        {
            var target = targets[index];
            var weight = target.Weight;
            keys[index] = (weight > 0 ? loads.Of(target.Deployment.Id).InFlight / (double)weight : double.MaxValue, random());
        }

        keys.Sort(targets);
    }
}
