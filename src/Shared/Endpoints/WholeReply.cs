using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints;

/// <summary>Replies to a request for a whole answer.</summary>
internal sealed class WholeReply(Exchange exchange, GatewayRequest request) : IReply
{
    public async Task SendAsync(ReadOnlyMemory<byte> body, Settled settled, CancellationToken cancellation)
    {
        var response = exchange.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = JsonResponse.ContentType;
        response.ContentLength = body.Length;
        ResponseHead.Apply(exchange, request, settled);
        await response.Body.WriteAsync(body, cancellation).ConfigureAwait(false);
    }

    public async Task FailAsync(Refusal refusal, Settled settled, CancellationToken cancellation)
    {
        ResponseHead.Apply(exchange, request, settled);
        await ErrorEnvelope.WriteAsync(exchange.Http.Response, refusal, cancellation).ConfigureAwait(false);
    }

    public ValueTask WriteEventAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => throw NotAStream();

    public ValueTask FlushAsync(CancellationToken cancellation) => throw NotAStream();

    public Task CompleteAsync(Settled settled, CancellationToken cancellation) => throw NotAStream();

    private static InvalidOperationException NotAStream() => new("A stream was answered where a whole answer was asked for.");
}
