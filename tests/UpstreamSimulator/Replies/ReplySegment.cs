namespace Tollgate.UpstreamSimulator;

/// <summary>Bytes that belong together, and what generating them costs.</summary>
internal readonly record struct ReplySegment(ReadOnlyMemory<byte> Bytes, BilledUsage Billed)
{
    /// <summary>Cuts a reply into its pieces: a stream's events, or a body in two where it is to break.</summary>
    public static IEnumerable<ReplySegment> Of(Reply reply) => reply switch
    {
        { Events: { } events } => events.Take(reply.Breakage?.After ?? int.MaxValue)
            .Select(streamEvent => new ReplySegment(reply.Write(streamEvent), streamEvent.Billed)),
        { Breakage.After: var after } => [new ReplySegment(reply.Body.AsMemory(..Math.Min(after, reply.Body.Length)), default)],
        _ => [new ReplySegment(reply.Body, default)],
    };

    public IEnumerable<ReadOnlyMemory<byte>> Writes(int? size)
    {
        var step = size ?? Math.Max(Bytes.Length, 1);
        for (var start = 0; start < Bytes.Length; start += step)
            yield return Bytes.Slice(start, Math.Min(step, Bytes.Length - start));
    }
}
