using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Streaming;

/// <summary>What the head of every streamed answer has, and its trailer.</summary>
internal static class StreamHead
{
    public static void Apply(Exchange exchange, GatewayRequest request, string contentType)
    {
        var response = exchange.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;

        // nginx and its kin would hold the stream back.
        response.Headers["X-Accel-Buffering"] = "no";
        if (response.SupportsTrailers())
        {
            response.DeclareTrailer(GatewayHeaders.CostUsd);
        }

        ResponseHead.Apply(exchange, request, settled: null);
    }

    /// <summary>The cost is known only when the headers are long gone.</summary>
    public static void TellCost(HttpResponse response, string cost)
    {
        if (response.SupportsTrailers())
        {
            response.AppendTrailer(GatewayHeaders.CostUsd, cost);
        }
    }
}
