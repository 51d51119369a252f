using Tollgate.Models;

namespace Tollgate.Routing.Strategies;

/// <summary>The operator's order, as it is.</summary>
internal sealed class PriorityOrder : ITargetOrder
{
    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
    }
}
