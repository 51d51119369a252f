namespace Tollgate.Routing.Circuits;

/// <summary>What a circuit lets through, as users know it; the worse, the higher. The numbers are what a metric tells.</summary>
internal enum CircuitStatus
{
    /// <summary>Everything.</summary>
    Closed = 0,

    /// <summary>One request, to see whether it may close.</summary>
    HalfOpen = 1,

    /// <summary>Nothing.</summary>
    Open = 2,
}
