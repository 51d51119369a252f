namespace Tollgate.UpstreamSimulator;

/// <summary>How a reply breaks off.</summary>
internal enum BreakageKind
{
    /// <summary>The connection is reset.</summary>
    Cut,

    /// <summary>Nothing more comes, and the connection stays open.</summary>
    Stall,
}

/// <summary>Breaks a reply after so many pieces: events of a stream, bytes of a whole body.</summary>
internal sealed record Breakage(BreakageKind Kind, int After);
