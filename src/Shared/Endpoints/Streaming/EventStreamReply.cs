using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Streaming;

/// <summary>
/// Replies with server-sent events. While the upstream is silent a comment keeps every hop in between from giving the
/// connection up; the first one commits status and headers, so a failure after it is an error event, and who answers after it is told at
/// the end.
/// </summary>
internal sealed class EventStreamReply : IReply, IAsyncDisposable
{
    /// <summary>Two looks make a silence of at most 15 s: well inside the 230 s of Azure's front end, and most proxies' 30 to 60 s.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(7.5);

    private const string ContentType = "text/event-stream; charset=utf-8";

    /// <summary>An upstream that is never waited for must not fill the memory of a client that reads slowly.</summary>
    private const int MostUnflushedBytes = 16 * 1024;

    private readonly Exchange _exchange;
    private readonly GatewayRequest _request;
    private readonly HttpResponse _response;
    private readonly PipeWriter _writer;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _keepAlive;
    private bool _hasWritten;

    /// <summary>The headers went out before anybody had begun to answer.</summary>
    private bool _isHeadEarly;
    private bool _wasSilent;
    private bool _isOver;

    public EventStreamReply(Exchange exchange, GatewayRequest request, TimeProvider time)
    {
        _exchange = exchange;
        _request = request;
        _response = exchange.Http.Response;
        _writer = _response.BodyWriter;
        _keepAlive = time.CreateTimer(static state => _ = ((EventStreamReply)state!).KeepAliveAsync(), this, LookInterval, LookInterval);
    }

    public Task SendAsync(ReadOnlyMemory<byte> body, Settled settled, CancellationToken cancellation) =>
        throw new InvalidOperationException("A whole answer was given where a stream was asked for.");

    public async ValueTask WriteEventAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Start();
            EventWriter.Write(_writer, data.Span);
            (_hasWritten, _wasSilent) = (true, false);
            if (_writer.UnflushedBytes >= MostUnflushedBytes)
            {
                await _writer.FlushAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_hasWritten)
            {
                await _writer.FlushAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task CompleteAsync(Settled settled, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _isOver = true;
            Start();
            TellLate(settled);
            _writer.Write("data: [DONE]\n\n"u8);
            await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task FailAsync(Refusal refusal, Settled settled, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _isOver = true;
            if (!_hasWritten)
            {
                ResponseHead.Apply(_exchange, _request, settled);
                await ErrorEnvelope.WriteAsync(_response, refusal, cancellation).ConfigureAwait(false);
                return;
            }

            // No [DONE] behind it: a client that waits for the marker must not take this for a complete answer.
            TellLate(settled);
            EventWriter.Write(_writer, ErrorEnvelope.Serialize(refusal).Span);
            await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync().ConfigureAwait(false);

        // A comment may be on its way; the response must not end under it.
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _isOver = true;
        _turn.Release();
    }

    private void Start()
    {
        if (!_hasWritten)
        {
            StreamHead.Apply(_exchange, _request, ContentType);
        }
    }

    private void StartEarly()
    {
        if (!_hasWritten)
        {
            _isHeadEarly = true;
            StreamHead.ApplyEarly(_exchange, _request, ContentType);
        }
    }

    /// <summary>The cost is known only now that the headers are gone, and so may be who answered.</summary>
    private void TellLate(Settled settled)
    {
        if (_isHeadEarly)
        {
            var headers = new HeaderDictionary();
            AnswerHeaders.Apply(headers, _request);
            foreach (var (name, value) in headers)
            {
                TellLate(name, value.ToString());
            }
        }

        TellLate(GatewayHeaders.CostUsd, settled.Cost.ToString());
    }

    /// <summary>A comment, which every client skips, and a trailer.</summary>
    private void TellLate(string name, string value)
    {
        Encoding.UTF8.GetBytes($": {name}: {value}\n\n", _writer);
        StreamHead.TellLate(_response, name, value);
    }

    private async Task KeepAliveAsync()
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero).ConfigureAwait(false))
        {
            // Something is being written this moment: no need to.
            return;
        }

        try
        {
            if (_isOver || !_wasSilent)
            {
                _wasSilent = true;
                return;
            }

            StartEarly();
            _writer.Write(": keep-alive\n\n"u8);
            _hasWritten = true;
            await _writer.FlushAsync(_exchange.Cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client is gone; the pipeline learns it from its own token.
        }
        finally
        {
            _turn.Release();
        }
    }
}
