using System.Net.ServerSentEvents;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>The events of a response of type <c>text/event-stream</c>; those without data are left out.</summary>
/// <param name="stream">Disposed of by whoever opened it.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class ServerSentEvents(Stream stream, CancellationToken cancellation) : IAsyncEnumerable<UpstreamEvent>
{
    private byte[] _data = new byte[1024];

    public async IAsyncEnumerator<UpstreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var item in SseParser.Create(stream, Keep).EnumerateAsync(cancellation).ConfigureAwait(false))
        {
            if (!item.Data.IsEmpty)
            {
                yield return new UpstreamEvent(item.EventType, item.Data);
            }
        }
    }

    /// <summary>The parser's bytes are gone when it moves on; one buffer a stream keeps the current event's.</summary>
    private ReadOnlyMemory<byte> Keep(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.Length > _data.Length)
        {
            _data = new byte[Math.Max(data.Length, _data.Length * 2)];
        }

        data.CopyTo(_data);
        return _data.AsMemory(0, data.Length);
    }
}
