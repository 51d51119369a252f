namespace Tollgate.UpstreamSimulator;

/// <summary>How an exchange ended, seen from the upstream.</summary>
public enum RequestOutcome
{
    /// <summary>The reply, whatever it said, was sent to its end.</summary>
    Replied,

    /// <summary>The client closed the connection before the reply's end.</summary>
    AbortedByClient,

    /// <summary>A fault made the upstream reset the connection, or the simulator was stopped.</summary>
    CutByUpstream,
}
