namespace Tollgate.Routing.Options;

/// <summary>The strategies as configuration, bodies and headers spell them.</summary>
internal static class RoutingStrategyNames
{
    public static IReadOnlyList<string> All { get; } =
        ["priority", "round_robin", "weighted", "least_latency", "least_busy", "lowest_cost", "quality", "experiment"];

    /// <summary>Null: there is no such strategy.</summary>
    public static RoutingStrategy? Parse(string? name) => name switch
    {
        "priority" => RoutingStrategy.Priority,
        "round_robin" => RoutingStrategy.RoundRobin,
        "weighted" => RoutingStrategy.Weighted,
        "least_latency" => RoutingStrategy.LeastLatency,
        "least_busy" => RoutingStrategy.LeastBusy,
        "lowest_cost" => RoutingStrategy.LowestCost,
        "quality" => RoutingStrategy.Quality,
        "experiment" => RoutingStrategy.Experiment,
        _ => null,
    };
}
