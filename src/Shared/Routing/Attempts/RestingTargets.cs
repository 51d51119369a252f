using Tollgate.Models;
using Tollgate.Routing.Targets;

namespace Tollgate.Routing.Attempts;

/// <summary>The targets of one request that asked for a pause, and are not asked before it is over.</summary>
internal sealed class RestingTargets(TargetLoads loads)
{
    private List<RouteTarget>? _targets;

    /// <summary>Until the first of them takes requests again; null: there are none.</summary>
    public TimeSpan? Earliest
    {
        get
        {
            var soonest = Soonest();
            return soonest is null ? null : loads.Of(soonest.Deployment.Id).ThrottledFor;
        }
    }

    /// <summary>Keeps a target if it rests.</summary>
    /// <returns>False: it takes requests.</returns>
    public bool TryAdd(RouteTarget target)
    {
        if (!loads.Of(target.Deployment.Id).IsThrottled)
        {
            return false;
        }

        (_targets ??= []).Add(target);
        return true;
    }

    /// <summary>Gives back the one that takes requests first, if it does so in time.</summary>
    public RouteTarget? Take(TimeSpan within)
    {
        var soonest = Soonest();
        if (soonest is null || loads.Of(soonest.Deployment.Id).ThrottledFor > within)
        {
            return null;
        }

        _targets!.Remove(soonest);
        return soonest;
    }

    private RouteTarget? Soonest() => _targets?.MinBy(target => loads.Of(target.Deployment.Id).ThrottledFor);
}
