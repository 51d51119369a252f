namespace Tollgate.Routing.Options;

/// <summary>How the targets of a model are put in order: the first is asked, the others are for when it fails.</summary>
internal enum RoutingStrategy
{
    /// <summary>In the operator's order.</summary>
    Priority,

    /// <summary>In turn.</summary>
    RoundRobin,

    /// <summary>At random, by the targets' weights.</summary>
    Weighted,

    /// <summary>Of two at random, the one that answers sooner.</summary>
    LeastLatency,

    /// <summary>The one with the fewest requests under way.</summary>
    LeastBusy,

    /// <summary>The one at which the request is expected to cost least.</summary>
    LowestCost,

    /// <summary>The best within a ceiling of expected cost.</summary>
    Quality,

    /// <summary>The arm of the model's experiment that the user is assigned to.</summary>
    Experiment,
}
