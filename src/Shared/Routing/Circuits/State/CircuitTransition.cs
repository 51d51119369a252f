namespace Tollgate.Routing.Circuits.State;

/// <summary>What happened to a circuit, for people.</summary>
public sealed record CircuitTransition
{
    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>Null: all of the provider's.</summary>
    public string? Deployment { get; init; }

    /// <summary><c>open</c>, <c>closed</c>, <c>forced_open</c>, <c>forced_closed</c> or <c>reset</c>.</summary>
    public string To { get; init; } = "";

    /// <summary>The incarnation, or the API key, whose doing it was.</summary>
    public string By { get; init; } = "";

    public string? Reason { get; init; }
}
