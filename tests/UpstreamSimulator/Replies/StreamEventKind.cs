namespace Tollgate.UpstreamSimulator;

/// <summary>What a stream's event is for: faults pick events by it, without knowing the wire.</summary>
internal enum StreamEventKind
{
    Opening,
    Content,
    Finish,
    Usage,
    Done,
    Error,
}
