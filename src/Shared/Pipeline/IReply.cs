namespace Tollgate.Pipeline;

/// <summary>
/// The way back to the client, in the shape of the surface it called. Headers go out with the first byte; until then a failure
/// is still a status code.
/// </summary>
internal interface IReply
{
    /// <summary>A whole answer: status 200 and the given JSON.</summary>
    Task SendAsync(ReadOnlyMemory<byte> body, Settled settled, CancellationToken cancellation);

    /// <summary>One event of a streamed answer. May stay in the buffer until <see cref="FlushAsync"/>.</summary>
    ValueTask WriteEventAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);

    /// <summary>Pushes what was written to the client.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);

    /// <summary>Ends a streamed answer that is complete.</summary>
    Task CompleteAsync(Settled settled, CancellationToken cancellation);

    /// <summary>Tells a failure: as a status and an envelope before the first byte, as an error event and the end of the stream after it.</summary>
    Task FailAsync(Refusal refusal, Settled settled, CancellationToken cancellation);
}
