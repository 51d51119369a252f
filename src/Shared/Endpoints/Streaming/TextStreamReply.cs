using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Streaming;

/// <summary>
/// Replies with bare text as it comes. Text has no room for comments or errors: nothing keeps a silent connection alive, and an
/// answer that fails midway ends in a cut connection, which is the only way left to say that it is not the whole one.
/// </summary>
internal sealed class TextStreamReply(Exchange exchange, GatewayRequest request, TimeProvider time) : IReply
{
    /// <summary>A cut connection takes with it what has not left yet: text that was said, and paid for, gets the time to arrive.</summary>
    private static readonly TimeSpan BeforeTheCut = TimeSpan.FromMilliseconds(200);

    private const int MostUnflushedBytes = 16 * 1024;

    private readonly HttpResponse _response = exchange.Http.Response;
    private readonly PipeWriter _writer = exchange.Http.Response.BodyWriter;
    private bool _hasBegun;

    public Task SendAsync(ReadOnlyMemory<byte> body, Settled settled, CancellationToken cancellation) =>
        throw new InvalidOperationException("A whole answer was given where a stream was asked for.");

    public async ValueTask WriteEventAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        Begin();
        _writer.Write(data.Span);
        if (_writer.UnflushedBytes >= MostUnflushedBytes)
        {
            await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (_hasBegun)
        {
            await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    public async Task CompleteAsync(Settled settled, CancellationToken cancellation)
    {
        Begin();
        StreamHead.TellLate(_response, GatewayHeaders.CostUsd, settled.Cost.ToString());
        await _writer.FlushAsync(cancellation).ConfigureAwait(false);
    }

    public async Task FailAsync(Refusal refusal, Settled settled, CancellationToken cancellation)
    {
        if (!_hasBegun)
        {
            ResponseHead.Apply(exchange, request, settled);
            await ErrorEnvelope.WriteAsync(_response, refusal, cancellation).ConfigureAwait(false);
            return;
        }

        await _writer.FlushAsync(cancellation).ConfigureAwait(false);
        await Task.Delay(BeforeTheCut, time, cancellation).ConfigureAwait(false);
        exchange.Http.Abort();
    }

    private void Begin()
    {
        if (!_hasBegun)
        {
            StreamHead.Apply(exchange, request, "text/plain; charset=utf-8");
            _hasBegun = true;
        }
    }
}
