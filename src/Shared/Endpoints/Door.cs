using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Pipeline;
using Tollgate.Telemetry;

namespace Tollgate.Endpoints;

/// <summary>The frame around every endpoint, in both homes: names the request, checks access, and lets no exception out.</summary>
internal sealed class Door(ConfigurationSource configuration, RequestIds requestIds, GatewayMetrics metrics, TimeProvider time, ILogger<Door> log)
{
    private static readonly Refusal Broken = new()
    {
        Status = 500,
        Type = ErrorTypes.Server,
        Code = "internal_error",
        Message = "The gateway failed on its own account. Try again; if it stays, give its operator the request id of this response.",
    };

    /// <summary>Serves one request on one route.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="route">The row of the route table that matched.</param>
    /// <param name="cancellation">The client went away, or the home wants the request to end.</param>
    public async Task HandleAsync(HttpContext http, GatewayRoute route, CancellationToken cancellation)
    {
        var current = configuration.Current;
        var requestId = requestIds.For(http.Request);
        http.Response.Headers[GatewayHeaders.RequestId] = requestId;
        SecurityHeaders.Apply(http);
        Cors.Apply(http, current.Server);

        var exchange = new Exchange(http, requestId, current, time, cancellation);
        try
        {
            if (await ServeAsync(exchange, route).ConfigureAwait(false) is { } refusal)
            {
                await RefuseAsync(exchange, refusal).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && failure is OperationCanceledException or IOException)
        {
            // Nobody is left to be told.
        }
        finally
        {
            metrics.HttpRequest(route.Name, http.Response.StatusCode, exchange.Overhead(TimeSpan.Zero));
        }
    }

    /// <summary>Null when the endpoint has answered; otherwise what is left to be said.</summary>
    private async Task<Refusal?> ServeAsync(Exchange exchange, GatewayRoute route)
    {
        var http = exchange.Http;
        try
        {
            if (route.Access != AccessLevel.Open)
            {
                exchange.Authentication = Admit(http, route, exchange.Configuration);
            }

            var endpoint = (IEndpoint)http.RequestServices.GetRequiredService(route.Endpoint);
            await endpoint.HandleAsync(exchange).ConfigureAwait(false);
            return null;
        }
        catch (RefusalException refused)
        {
            return refused.Refusal;
        }
        catch (BadHttpRequestException malformed)
        {
            return Refusal.Invalid("malformed_request", "The request breaks off or is not valid HTTP.", status: malformed.StatusCode);
        }
        catch (Exception failure) when (!(exchange.Cancellation.IsCancellationRequested && failure is OperationCanceledException or IOException))
        {
            log.Failed(failure, exchange.RequestId, route.Name);
            return Broken;
        }
    }

    private static Authentication Admit(HttpContext http, GatewayRoute route, GatewayConfiguration current)
    {
        var authentication = Authenticator.Authenticate(http.Request.Headers, current.Tenants);
        if (route.Access == AccessLevel.Admin && !authentication.Key.IsAdmin)
        {
            throw new RefusalException(new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "admin_required",
                Message = "This needs an API key with the admin right.",
            });
        }

        return authentication;
    }

    private static async Task RefuseAsync(Exchange exchange, Refusal refusal)
    {
        var http = exchange.Http;
        if (http.Response.HasStarted || http.Response.BodyWriter.UnflushedBytes > 0)
        {
            // Too late for a status, and what is written cannot be taken back: a cut connection is the only way left to say that this is not the whole answer.
            http.Abort();
            return;
        }

        if (!http.Response.Headers.ContainsKey(GatewayHeaders.OverheadMs))
        {
            ResponseHead.Apply(exchange);
        }

        await ErrorEnvelope.WriteAsync(http.Response, refusal, exchange.Cancellation).ConfigureAwait(false);
    }
}
