using System.Globalization;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints;

/// <summary>The gateway's own headers, put on just before a response's first byte.</summary>
internal static class ResponseHead
{
    /// <summary>For a response that no provider had a part in.</summary>
    public static void Apply(Exchange exchange) => ApplyOverhead(exchange, TimeSpan.Zero);

    /// <summary>For a response to a model request.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="request">What is known of the request by now.</param>
    /// <param name="settled">What it cost; null where that is not known yet.</param>
    public static void Apply(Exchange exchange, GatewayRequest request, Settled? settled)
    {
        var headers = exchange.Http.Response.Headers;
        AnswerHeaders.Apply(headers, request);
        if (settled is { } known)
        {
            headers[GatewayHeaders.CostUsd] = known.Cost.ToString();
        }

        ApplyEarly(exchange, request);
    }

    /// <summary>For a response to a model request that nobody has begun to answer: what another attempt cannot change.</summary>
    public static void ApplyEarly(Exchange exchange, GatewayRequest request)
    {
        var headers = exchange.Http.Response.Headers;
        if (request.Experiment is { } assignment)
        {
            headers[GatewayHeaders.Experiment] = assignment.Told;
        }

        QuotaHeaders.Apply(headers, request.Standings, exchange.Now);
        ApplyOverhead(exchange, request.UpstreamWait.Total);
    }

    private static void ApplyOverhead(Exchange exchange, TimeSpan elsewhere) =>
        exchange.Http.Response.Headers[GatewayHeaders.OverheadMs] =
            exchange.Overhead(elsewhere).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
}
