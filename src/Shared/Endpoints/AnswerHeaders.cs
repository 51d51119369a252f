using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints;

/// <summary>What is known only once somebody has begun to answer: until then another attempt may be the one that does.</summary>
internal static class AnswerHeaders
{
    public static readonly IReadOnlyList<string> Names =
    [
        GatewayHeaders.Provider,
        GatewayHeaders.Model,
        GatewayHeaders.UpstreamRequestId,
        GatewayHeaders.DroppedParameters,
        QuotaHeaders.MaxTokensClamped,
        GatewayHeaders.Attempts,
    ];

    public static void Apply(IHeaderDictionary headers, GatewayRequest request)
    {
        if (request.Asked is { } asked)
        {
            headers[GatewayHeaders.Provider] = asked.Provider.Name;
            headers[GatewayHeaders.Model] = asked.UpstreamModel;
        }

        // One that was taken back has asked nobody.
        if (request.Attempt is { Number: > 0 } attempt)
        {
            ApplyAttempt(headers, attempt);
        }

        headers[GatewayHeaders.Attempts] = request.Attempts.ToString(CultureInfo.InvariantCulture);
    }

    private static void ApplyAttempt(IHeaderDictionary headers, Attempt attempt)
    {
        if (attempt.UpstreamRequestId is { } id)
        {
            headers[GatewayHeaders.UpstreamRequestId] = id;
        }

        if (attempt.Dropped is { Count: > 0 } dropped)
        {
            headers[GatewayHeaders.DroppedParameters] = string.Join(", ", dropped);
        }

        if (attempt.OutputBound is { } bound)
        {
            headers[QuotaHeaders.MaxTokensClamped] = bound.ToString(CultureInfo.InvariantCulture);
        }
    }
}
