using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Streaming;

/// <summary>What the head of every streamed answer has, and its trailers.</summary>
internal static class StreamHead
{
    public static void Apply(Exchange exchange, GatewayRequest request, string contentType)
    {
        Begin(exchange, contentType);
        ResponseHead.Apply(exchange, request, settled: null);
    }

    /// <summary>Before anybody has begun to answer: what is not known yet is told at the end.</summary>
    public static void ApplyEarly(Exchange exchange, GatewayRequest request, string contentType)
    {
        Begin(exchange, contentType);
        if (exchange.Http.Response.SupportsTrailers())
        {
            foreach (var name in AnswerHeaders.Names)
            {
                exchange.Http.Response.DeclareTrailer(name);
            }
        }

        ResponseHead.ApplyEarly(exchange, request);
    }

    /// <summary>Known only when the headers are long gone.</summary>
    public static void TellLate(HttpResponse response, string name, string value)
    {
        if (response.SupportsTrailers())
        {
            response.AppendTrailer(name, value);
        }
    }

    private static void Begin(Exchange exchange, string contentType)
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
    }
}
