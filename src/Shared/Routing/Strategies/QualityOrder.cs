using Tollgate.Models;

namespace Tollgate.Routing.Strategies;

/// <summary>
/// The best first, of those within the ceiling of expected cost; behind them the others, the cheapest first. The ceiling is the
/// client's, or the model's.
/// </summary>
internal sealed class QualityOrder(ExpectedCost expected) : ITargetOrder
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    public void Arrange(Span<RouteTarget> targets, in RouteQuestion question)
    {
        var ceiling = question.Request.Wishes.MaxCostUsd ?? question.Model.MaxCostUsd;
        var nanos = ceiling is { } usd ? long.CreateSaturating(usd * NanoPerUsd) : long.MaxValue;
        Span<Rank> ranks = targets.Length <= 64 ? stackalloc Rank[targets.Length] : new Rank[targets.Length];
        for (var index = 0; index < targets.Length; index++)
        {
            var target = targets[index];
            var cost = expected.Of(target, question.Request).NanoUsd;
            ranks[index] = new Rank(cost > nanos, target.Quality ?? -1, target.Deployment.Info.Price.Output, cost, index);
        }

        ranks.Sort(targets);
    }

    private readonly record struct Rank(bool IsTooDear, int Quality, decimal Price, long Cost, int Place) : IComparable<Rank>
    {
        public int CompareTo(Rank other) => (IsTooDear, other.IsTooDear) switch
        {
            (true, true) => (Cost, Place).CompareTo((other.Cost, other.Place)),
            (true, false) => 1,
            (false, true) => -1,
            _ => (other.Quality, other.Price, Place).CompareTo((Quality, Price, other.Place)),
        };
    }
}
