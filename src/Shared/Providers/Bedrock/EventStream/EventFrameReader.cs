namespace Tollgate.Providers.Bedrock.EventStream;

/// <summary>Reads frames from a stream that may break them anywhere. One buffer, as large as the largest frame.</summary>
/// <param name="stream">Disposed of by whoever opened it.</param>
internal sealed class EventFrameReader(Stream stream)
{
    private byte[] _buffer = new byte[4096];

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">A frame is damaged.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within a frame.</exception>
    public async ValueTask<EventFrame?> ReadAsync(CancellationToken cancellation)
    {
        var read = await stream.ReadAtLeastAsync(
            _buffer.AsMemory(0, EventFrameParser.PreludeLength), EventFrameParser.PreludeLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        if (read < EventFrameParser.PreludeLength)
        {
            throw new EndOfStreamException("The stream ends within a frame.");
        }

        var length = EventFrameParser.LengthOf(_buffer.AsSpan(0, EventFrameParser.PreludeLength));
        if (length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(length, _buffer.Length * 2));
        }

        await stream.ReadExactlyAsync(_buffer.AsMemory(EventFrameParser.PreludeLength..length), cancellation).ConfigureAwait(false);
        return EventFrameParser.Parse(_buffer.AsMemory(0, length));
    }
}
