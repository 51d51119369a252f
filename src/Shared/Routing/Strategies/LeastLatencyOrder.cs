using Tollgate.Models;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Strategies;

/// <summary>
/// Of two at random, the one that is expected to answer sooner. Always taking the fastest of all would send the whole fleet to
/// it at once; two choices spread the load and still avoid the slow.
/// </summary>
/// <param name="loads">What was seen of the targets.</param>
/// <param name="random">From 0 to below 1.</param>
internal sealed class LeastLatencyOrder(TargetLoads loads, Func<double> random) : ITargetOrder
{
    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
        var first = (int)(random() * targets.Length);
        var second = (first + 1 + (int)(random() * (targets.Length - 1))) % targets.Length;
        var (one, other) = (targets[first], targets[second]);
        var winner = Expected(one) <= Expected(other) ? one : other;

        // Whoever did not take part stands in line by what is expected of it.
        targets.Sort((left, right) => ReferenceEquals(left, right) ? 0
            : ReferenceEquals(left, winner) ? -1
            : ReferenceEquals(right, winner) ? 1
            : Expected(left).CompareTo(Expected(right)));
    }

    private double Expected(RouteTarget target) => loads.Of(target.Deployment.Id).Expected;
}
