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
        if (request is { Deployment: { } deployment, Attempts: > 0 })
        {
            headers[GatewayHeaders.Provider] = deployment.Provider.Name;
            headers[GatewayHeaders.Model] = deployment.UpstreamModel;
        }

        var attempt = request.Attempt;
        if (attempt?.UpstreamRequestId is { } id)
        {
            headers[GatewayHeaders.UpstreamRequestId] = id;
        }

        if (request.Experiment is { } assignment)
        {
            headers[GatewayHeaders.Experiment] = assignment.Told;
        }

        if (settled is { } known)
        {
            headers[GatewayHeaders.CostUsd] = known.Cost.ToString();
        }

        if (attempt?.Dropped is { Count: > 0 } dropped)
        {
            headers[GatewayHeaders.DroppedParameters] = string.Join(", ", dropped);
        }

        if (attempt?.OutputBound is { } bound)
        {
            headers[QuotaHeaders.MaxTokensClamped] = bound.ToString(CultureInfo.InvariantCulture);
        }

        QuotaHeaders.Apply(headers, request.Standings, exchange.Now);
        headers[GatewayHeaders.Attempts] = request.Attempts.ToString(CultureInfo.InvariantCulture);
        ApplyOverhead(exchange, request.UpstreamWait.Total);
    }

    private static void ApplyOverhead(Exchange exchange, TimeSpan elsewhere) =>
        exchange.Http.Response.Headers[GatewayHeaders.OverheadMs] =
            exchange.Overhead(elsewhere).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
}
