using Tollgate.Routing.Options;

namespace Tollgate.Routing;

/// <summary>What a client may say about where its request goes: members of the body, or <c>x-tollgate-*</c> headers.</summary>
internal sealed record RoutingWishes
{
    public static RoutingWishes None { get; } = new();

    /// <summary><c>provider</c>: asked first, where it serves the model.</summary>
    public string? Provider { get; init; }

    /// <summary><c>routing_strategy</c>.</summary>
    public RoutingStrategy? Strategy { get; init; }

    /// <summary><c>fallback</c>: false asks one target and no other.</summary>
    public bool Fallback { get; init; } = true;

    /// <summary><c>task_type</c>: the kind of task, which the operator may have mapped to a model.</summary>
    public string? TaskType { get; init; }

    /// <summary><c>max_cost_usd</c>: bound on the expected cost under <c>quality</c>.</summary>
    public decimal? MaxCostUsd { get; init; }
}
