using System.Net.ServerSentEvents;
using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>An upstream's event stream, relayed event by event.</summary>
internal sealed class RelayedStream : StreamedAnswer
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly ProviderOptions _provider;
    private readonly Deadline _deadline;
    private readonly bool _hidesUsage;
    private byte[] _data = new byte[1024];
    private int _choices;
    private int _finished;

    private RelayedStream(HttpResponseMessage response, Stream stream, ProviderOptions provider, Deadline deadline, bool hidesUsage) =>
        (_response, _stream, _provider, _deadline, _hidesUsage) = (response, stream, provider, deadline, hidesUsage);

    /// <summary>Takes over the response and the deadline if it succeeds.</summary>
    /// <param name="response">The upstream's, with its body unread.</param>
    /// <param name="provider">Whose it is.</param>
    /// <param name="deadline">Still running: the first event has what is left of it, every further one a time of its own.</param>
    /// <param name="hidesUsage">Usage was asked for on the gateway's behalf: its traces are taken out of the chunks again.</param>
    /// <exception cref="UpstreamException">The response is not an event stream.</exception>
    public static async Task<RelayedStream> OpenAsync(HttpResponseMessage response, ProviderOptions provider, Deadline deadline, bool hidesUsage)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is null || type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            var stream = await UpstreamBody.OpenAsync(response, deadline.Token).ConfigureAwait(false);
            return new RelayedStream(response, stream, provider, deadline, hidesUsage) { UpstreamRequestId = UpstreamRequestIds.Read(response) };
        }

        if (type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            // Most likely an error inside a 200, which this throws.
            await using var whole = await RelayedAnswer.ReadAsync(response, provider.Name, deadline.Token).ConfigureAwait(false);
            throw NotAStream(response, provider, type, whole);
        }

        throw NotAStream(response, provider, type, whole: null);
    }

    public override async IAsyncEnumerable<StreamEvent> ReadEventsAsync()
    {
        await using var events = SseParser.Create(_stream, Read).EnumerateAsync(_deadline.Token).GetAsyncEnumerator();
        var steps = new TimedSteps<SseItem<StreamEvent>>(events, _provider, _deadline);
        while (await steps.NextAsync().ConfigureAwait(false))
        {
            var current = steps.Current.Data;
            if (current is { Kind: StreamEventKind.Content, Data.IsEmpty: true })
            {
                // An event without data: some upstreams' way to keep the connection alive.
                continue;
            }

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

    private static UpstreamException NotAStream(HttpResponseMessage response, ProviderOptions provider, string type, RelayedAnswer? whole) =>
        new(UpstreamRefusals.InvalidAnswer(provider.Name, $"'{type}' where an event stream was asked for"))
        {
            // It said 200, so it was at work, whatever it sent.
            MayHaveBilled = true,
            Usage = whole?.Usage,
            UpstreamRequestId = UpstreamRequestIds.Read(response),
        };

    private StreamEvent Read(string eventType, ReadOnlySpan<byte> data)
    {
        data = data.Trim(" \t\r\n"u8);
        if (data.SequenceEqual("[DONE]"u8))
        {
            return new StreamEvent(StreamEventKind.Done, default);
        }

        if (data.IsEmpty)
        {
            return default;
        }

        var facts = AnswerReader.Read(data);
        if (facts.HasError || eventType == "error")
        {
            throw UpstreamErrors.InBand(facts.Error, _provider.Name);
        }

        Usage = facts.Usage ?? Usage;
        ContentBytes += facts.ContentBytes;
        _choices = Math.Max(_choices, facts.ChoiceIndexes);
        _finished += facts.FinishedChoices;

        // Some upstreams tell with every chunk what it has come to so far.
        IsUsageFinal = _finished > 0 && _finished >= _choices;
        var kind = facts is { Choices: 0, Usage: not null } ? StreamEventKind.Usage : StreamEventKind.Content;
        return new StreamEvent(kind, _hidesUsage && facts.NullUsage is { IsPresent: true } extra
            ? Keep(data[..extra.Start], data[extra.End..])
            : Keep(data, default));
    }

    /// <summary>The parser's bytes are gone when it moves on; one buffer a stream keeps the current event's.</summary>
    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> data, ReadOnlySpan<byte> rest)
    {
        var length = data.Length + rest.Length;
        if (length > _data.Length)
        {
            _data = new byte[Math.Max(length, _data.Length * 2)];
        }

        data.CopyTo(_data);
        rest.CopyTo(_data.AsSpan(data.Length));
        return _data.AsMemory(0, length);
    }
}
