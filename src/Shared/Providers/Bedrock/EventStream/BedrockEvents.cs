using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Bedrock.EventStream;

/// <summary>The events of a response of type <c>application/vnd.amazon.eventstream</c>; an exception among them is thrown.</summary>
/// <param name="stream">Disposed of by whoever opened it.</param>
/// <param name="provider">Whose stream it is.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class BedrockEvents(Stream stream, string provider, CancellationToken cancellation) : IAsyncEnumerable<UpstreamEvent>
{
    public async IAsyncEnumerator<UpstreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var frames = new EventFrameReader(stream);
        while (await frames.ReadAsync(cancellation).ConfigureAwait(false) is { } frame)
        {
            yield return frame.MessageType == "event" ? new UpstreamEvent(frame.Name, frame.Payload) : throw Told(frame);
        }
    }

    private UpstreamException Told(EventFrame frame)
    {
        var error = frame.MessageType == "exception" ? BedrockErrors.Read(frame.Name, frame.Payload.Span) : BedrockErrors.Read(frame.Name, frame.ErrorMessage);
        return UpstreamErrors.InBand(BedrockErrors.StatusOf(frame.Name), error, provider);
    }
}
