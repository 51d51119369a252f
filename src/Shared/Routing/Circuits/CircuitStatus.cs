namespace Tollgate.Routing.Circuits;

/// <summary>What a circuit lets through, as users know it.</summary>
internal enum CircuitStatus
{
    /// <summary>Everything.</summary>
    Closed,

    /// <summary>One request, to see whether it may close.</summary>
    HalfOpen,

    /// <summary>Nothing.</summary>
    Open,
}
