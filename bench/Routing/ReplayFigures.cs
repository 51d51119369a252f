using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.RoutingReplay;

/// <summary>What a replay came to.</summary>
internal sealed class ReplayFigures
{
    private int _requests;
    private int _sufficient;
    private long _quality;

    public Money Cost { get; private set; }

    /// <summary>Part of the requests that went to a model good enough for them.</summary>
    public double Sufficient => _sufficient / (double)_requests;

    public double MeanQuality => _quality / (double)_requests;

    public void Add(WorkItem item, RouteTarget target, Money cost)
    {
        _requests++;
        _sufficient += target.Quality >= item.Kind.Quality ? 1 : 0;
        _quality += target.Quality ?? 0;
        Cost += cost;
    }
}
