using Tollgate.Pricing;
using Tollgate.Routing.Options;

namespace Tollgate.Models;

/// <summary>A public model name and the targets that can serve it, in the operator's order.</summary>
internal sealed record Model
{
    public required string Name { get; init; }

    public required IReadOnlyList<RouteTarget> Targets { get; init; }

    /// <summary>How a target is chosen; null: as <c>routing.strategy</c> says.</summary>
    public RoutingStrategy? Strategy { get; init; }

    /// <summary>The most that a request may be expected to cost under <c>quality</c>, in US dollars; null: no bound.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>Where to go when no target answers.</summary>
    public FallbackChains Fallbacks { get; init; } = FallbackChains.None;

    /// <summary>Whether a second target is asked beside one that is late; null: none is.</summary>
    public HedgingOptions? Hedging { get; init; }

    public IEnumerable<Deployment> Deployments => Targets.Select(target => target.Deployment);

    /// <summary>Facts shown for the model: those of its first deployment.</summary>
    public ModelInfo Info => Targets[0].Deployment.Info;
}
