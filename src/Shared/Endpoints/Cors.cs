using Microsoft.AspNetCore.Http;
using Tollgate.Configuration;

namespace Tollgate.Endpoints;

/// <summary>Lets browsers of configured origins call the gateway; nobody else's.</summary>
internal static class Cors
{
    private const string Exposed =
        "x-request-id, x-tollgate-provider, x-tollgate-model, x-tollgate-cost-usd, x-tollgate-overhead-ms, x-tollgate-attempts, "
        + "x-tollgate-upstream-request-id, x-tollgate-budget-remaining-usd, x-tollgate-max-tokens-clamped, x-tollgate-dropped-parameters, x-tollgate-experiment, "
        + "x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests, "
        + "x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, retry-after, retry-after-ms, x-should-retry";

    /// <summary>Marks the response for the asking origin, where it is allowed.</summary>
    public static void Apply(HttpContext http, ServerOptions server)
    {
        if (server.CorsOrigins.Count == 0)
        {
            return;
        }

        var headers = http.Response.Headers;
        headers.Vary = "Origin";
        if (AllowedOrigin(http.Request, server) is { } origin)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = Exposed;
        }
    }

    /// <summary>True for the question a browser asks before the real request.</summary>
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Answers a preflight; <see cref="Apply"/> has named the origin.</summary>
    public static void AnswerPreflight(HttpContext http, string methods)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        if (response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            response.Headers.AccessControlAllowMethods = methods;
            response.Headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders;
            response.Headers.AccessControlMaxAge = "600";
        }
    }

    private static string? AllowedOrigin(HttpRequest request, ServerOptions server)
    {
        if ((string?)request.Headers.Origin is not { Length: > 0 } asking)
        {
            return null;
        }

        foreach (var origin in server.CorsOrigins)
        {
            if (origin == "*" || string.Equals(origin, asking, StringComparison.OrdinalIgnoreCase))
            {
                return origin == "*" ? "*" : asking;
            }
        }

        return null;
    }
}
