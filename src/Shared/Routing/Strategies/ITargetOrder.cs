using Tollgate.Models;

namespace Tollgate.Routing.Strategies;

/// <summary>One strategy: puts the targets that could serve a request in order, the one to ask first in front.</summary>
internal interface ITargetOrder
{
    /// <param name="targets">In the operator's order; at least two.</param>
    /// <param name="question">What is asked.</param>
    void Arrange(Span<RouteTarget> targets, in RouteQuestion question);
}
