using System.Collections.Immutable;

namespace Tollgate.UpstreamSimulator;

/// <summary>A reply in the making: the wire states the truth, faults alter it, <see cref="ReplySender"/> sends what is left.</summary>
internal sealed record Reply
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Null sends none.</summary>
    public string? ContentType { get; init; } = "application/json";

    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The body of a reply that is no stream.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The events of a stream; null for a whole reply.</summary>
    public ImmutableList<StreamEvent>? Events { get; init; }

    /// <summary>Charged when the reply starts: all of a whole reply, the prompt of a stream.</summary>
    public BilledUsage Billed { get; init; }

    public SseFormat Format { get; init; } = new();

    /// <summary>How an event is written where a wire does not use server-sent events; null where it does.</summary>
    public Func<StreamEvent, byte[]>? Framing { get; init; }

    public Pacing Pacing { get; init; } = new();

    public Breakage? Breakage { get; init; }

    /// <summary>The bytes of an event on the wire.</summary>
    public byte[] Write(StreamEvent streamEvent) => Framing?.Invoke(streamEvent) ?? Format.Write(streamEvent);

    /// <summary>This reply with a whole body in place of whatever it had, and the bill of a reply that was generated.</summary>
    public Reply WithBody(byte[] body, string? contentType) => this with
    {
        Body = body,
        ContentType = contentType,
        Events = null,
        Billed = BilledInFull,
    };

    /// <summary>What this reply costs when nothing stops it.</summary>
    public BilledUsage BilledInFull => Events is null
        ? Billed
        : Events.Aggregate(Billed, (sum, streamEvent) => sum + streamEvent.Billed);
}
