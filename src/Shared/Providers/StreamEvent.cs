namespace Tollgate.Providers;

/// <param name="Kind">What the event is.</param>
/// <param name="Data">Its JSON, as the upstream wrote it; valid until the next event is read. Empty for Done.</param>
internal readonly record struct StreamEvent(StreamEventKind Kind, ReadOnlyMemory<byte> Data);

internal enum StreamEventKind
{
    /// <summary>Part of the answer.</summary>
    Content,

    /// <summary>Nothing but usage: only for clients that asked for it.</summary>
    Usage,

    /// <summary>The answer is complete.</summary>
    Done,
}
