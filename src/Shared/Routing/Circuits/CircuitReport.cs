using Tollgate.Routing.Circuits.State;

namespace Tollgate.Routing.Circuits;

/// <summary>A provider's circuits, for people.</summary>
internal sealed record CircuitReport
{
    public static CircuitReport AllClosed { get; } = new();

    /// <summary>The worst of them.</summary>
    public CircuitStatus Status { get; init; }

    /// <summary><c>open</c> or <c>closed</c> where an administrator holds all of them so, but for what their rows say; null: nobody does.</summary>
    public string? Forced { get; init; }

    /// <summary>By deployment.</summary>
    public IReadOnlyList<CircuitReportRow> Circuits { get; init; } = [];

    /// <summary>The fleet's, oldest first.</summary>
    public IReadOnlyList<CircuitTransition> History { get; init; } = [];

    /// <summary>False: the fleet's circuits cannot be read, and this is what the instance knows by itself.</summary>
    public bool IsShared { get; init; } = true;
}

