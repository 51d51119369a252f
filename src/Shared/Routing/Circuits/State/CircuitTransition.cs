namespace Tollgate.Routing.Circuits.State;

/// <summary>What happened to a circuit, for people.</summary>
public sealed record CircuitTransition
{
    internal const string Open = "open";
    internal const string Closed = "closed";
    internal const string ForcedOpen = "forced_open";
    internal const string ForcedClosed = "forced_closed";
    internal const string Reset = "reset";

    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>Null: all of the provider's.</summary>
    public string? Deployment { get; init; }

    /// <summary>One of the above.</summary>
    public string To { get; init; } = "";

    /// <summary>The incarnation, or the API key, whose doing it was.</summary>
    public string By { get; init; } = "";

    public string? Reason { get; init; }
}
