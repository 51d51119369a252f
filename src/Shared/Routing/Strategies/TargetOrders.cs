using Tollgate.Quotas.Estimation;
using Tollgate.Routing.Options;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Strategies;

/// <summary>The strategies by name.</summary>
/// <param name="loads">What is seen of the targets.</param>
/// <param name="estimators">What requests use at the targets.</param>
/// <param name="random">From 0 to below 1.</param>
internal sealed class TargetOrders(TargetLoads loads, TokenEstimators estimators, Func<double> random)
{
    private readonly ITargetOrder _priority = new PriorityOrder();
    private readonly ITargetOrder _roundRobin = new RoundRobinOrder();
    private readonly ITargetOrder _weighted = new WeightedOrder(random);
    private readonly ITargetOrder _leastLatency = new LeastLatencyOrder(loads, random);
    private readonly ITargetOrder _leastBusy = new LeastBusyOrder(loads, random);
    private readonly ITargetOrder _lowestCost = new LowestCostOrder(new ExpectedCost(estimators));
    private readonly ITargetOrder _quality = new QualityOrder(new ExpectedCost(estimators));

    /// <summary>An experiment is decided before its arm's targets are put in order, which then keep the operator's.</summary>
    public ITargetOrder Of(RoutingStrategy strategy) => strategy switch
    {
        RoutingStrategy.RoundRobin => _roundRobin,
        RoutingStrategy.Weighted => _weighted,
        RoutingStrategy.LeastLatency => _leastLatency,
        RoutingStrategy.LeastBusy => _leastBusy,
        RoutingStrategy.LowestCost => _lowestCost,
        RoutingStrategy.Quality => _quality,
        _ => _priority,
    };
}
