using System.Net.ServerSentEvents;
using Tollgate.Configuration;

namespace Tollgate.Providers.OpenAI;

/// <summary>An upstream's event stream, relayed event by event.</summary>
internal sealed class RelayedStream : StreamedAnswer
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly ProviderOptions _provider;
    private readonly Deadline _deadline;
    private byte[] _data = new byte[1024];
    private int _choices;
    private int _finished;

    private RelayedStream(HttpResponseMessage response, Stream stream, ProviderOptions provider, Deadline deadline) =>
        (_response, _stream, _provider, _deadline) = (response, stream, provider, deadline);

    /// <summary>Takes over the response and the deadline if it succeeds.</summary>
    /// <exception cref="UpstreamException">The response is not an event stream.</exception>
    public static async Task<RelayedStream> OpenAsync(HttpResponseMessage response, ProviderOptions provider, Deadline deadline)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is "text/event-stream" or null)
        {
            var stream = await UpstreamBody.OpenAsync(response, deadline.Token).ConfigureAwait(false);
            return new RelayedStream(response, stream, provider, deadline) { UpstreamRequestId = UpstreamRequestIds.Read(response) };
        }

        if (type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            // Most likely an error inside a 200, which this throws.
            await using var whole = await RelayedAnswer.ReadAsync(response, provider.Name, deadline.Token).ConfigureAwait(false);
        }

        throw new UpstreamException(UpstreamRefusals.InvalidAnswer(provider.Name, $"'{type}' where an event stream was asked for"));
    }

    public override async IAsyncEnumerable<StreamEvent> ReadEventsAsync()
    {
        await using var events = SseParser.Create(_stream, (_, data) => Read(data)).EnumerateAsync(_deadline.Token).GetAsyncEnumerator();
        while (await NextAsync(events).ConfigureAwait(false))
        {
            _deadline.Within(_provider.StreamIdleTimeoutSeconds, "further part of the stream");
            var current = events.Current.Data;
            yield return current;
            if (current.Kind == StreamEventKind.Done)
            {
                yield break;
            }
        }

        if (_finished == 0 || _finished < _choices)
        {
            throw new UpstreamException(UpstreamRefusals.CutAnswer(_provider.Name)) { MayHaveBilled = true };
        }

        // Every choice was finished: only the closing marker was forgotten.
        yield return new StreamEvent(StreamEventKind.Done, default);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _response.Dispose();
        _deadline.Dispose();
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<SseItem<StreamEvent>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (OpenAIProvider.Translate(failure, _deadline, _provider.Name) is { } told)
        {
            throw told;
        }
    }

    private StreamEvent Read(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            return new StreamEvent(StreamEventKind.Done, default);
        }

        var facts = AnswerReader.Read(data);
        if (facts.HasError)
        {
            throw OpenAIErrors.InBand(facts.Error, _provider.Name);
        }

        Usage = facts.Usage ?? Usage;
        ContentBytes += facts.ContentBytes;
        _choices = Math.Max(_choices, facts.ChoiceIndexes);
        _finished += facts.FinishedChoices;
        var kind = facts is { Choices: 0, Usage: not null } ? StreamEventKind.Usage : StreamEventKind.Content;
        return new StreamEvent(kind, Keep(data));
    }

    /// <summary>The parser's bytes are gone when it moves on; one buffer a stream keeps the current event's.</summary>
    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> data)
    {
        if (data.Length > _data.Length)
        {
            _data = new byte[Math.Max(data.Length, _data.Length * 2)];
        }

        data.CopyTo(_data);
        return _data.AsMemory(0, data.Length);
    }
}
