using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>A provider's event stream as chunks of a chat completion, each as soon as its event has come.</summary>
internal sealed class TranslatedStream : StreamedAnswer
{
    private readonly IAsyncEnumerable<UpstreamEvent> _events;
    private readonly IStreamTranslator _translator;
    private readonly ChunkWriter _chunks;
    private readonly ProviderOptions _provider;
    private readonly Deadline _deadline;
    private readonly IDisposable? _connection;

    /// <param name="events">Read under <paramref name="deadline"/>'s token.</param>
    /// <param name="translator">Fresh.</param>
    /// <param name="identity">Of the completion.</param>
    /// <param name="provider">Whose stream it is.</param>
    /// <param name="deadline">Still running; disposed of with the stream.</param>
    /// <param name="connection">Disposed of with the stream.</param>
    public TranslatedStream(
        IAsyncEnumerable<UpstreamEvent> events,
        IStreamTranslator translator,
        ChatIdentity identity,
        ProviderOptions provider,
        Deadline deadline,
        IDisposable? connection)
    {
        (_events, _translator, _provider, _deadline, _connection) = (events, translator, provider, deadline, connection);
        _chunks = new ChunkWriter(identity);
    }

    /// <summary>Reads a response of server-sent events; takes over the response and the deadline if it succeeds.</summary>
    /// <exception cref="UpstreamException">The response is of another type.</exception>
    public static async Task<TranslatedStream> OpenAsync(
        HttpResponseMessage response, IStreamTranslator translator, ChatIdentity identity, ProviderOptions provider, Deadline deadline)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is not null && !type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            throw new UpstreamException(UpstreamRefusals.InvalidAnswer(provider.Name, $"'{type}' where an event stream was asked for"))
            {
                MayHaveBilled = true,
                UpstreamRequestId = UpstreamRequestIds.Read(response),
            };
        }

        var stream = await UpstreamBody.OpenAsync(response, deadline.Token).ConfigureAwait(false);
        return new TranslatedStream(new ServerSentEvents(stream, deadline.Token), translator, identity, provider, deadline, response)
        {
            UpstreamRequestId = UpstreamRequestIds.Read(response),
        };
    }

    public override async IAsyncEnumerable<StreamEvent> ReadEventsAsync()
    {
        await using var events = _events.GetAsyncEnumerator(_deadline.Token);
        var steps = new TimedSteps<UpstreamEvent>(events, _provider, _deadline);
        while (!_translator.IsComplete)
        {
            var hasNext = await steps.NextAsync().ConfigureAwait(false);
            Translate(hasNext ? steps.Current : null);
            for (var index = 0; index < _chunks.Count; index++)
            {
                yield return _chunks[index];
            }

            _chunks.Clear();
            if (!hasNext && !_translator.IsComplete)
            {
                throw new UpstreamException(UpstreamRefusals.CutAnswer(_provider.Name)) { MayHaveBilled = true };
            }
        }

        if (Usage is { } usage)
        {
            _chunks.Usage(usage);
            yield return _chunks[0];
        }

        yield return new StreamEvent(StreamEventKind.Done, default);
    }

    public override ValueTask DisposeAsync()
    {
        _chunks.Dispose();
        _connection?.Dispose();
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Translate(UpstreamEvent? received)
    {
        try
        {
            if (received is { } current)
            {
                _translator.Translate(current, _chunks);
            }
            else
            {
                _translator.End(_chunks);
            }
        }
        catch (Exception failure) when (WireFault.Is(failure))
        {
            throw WireFault.Told(failure, _provider.Name);
        }
        finally
        {
            (Usage, ContentBytes) = (_translator.Usage, _chunks.ContentBytes);
        }
    }
}
