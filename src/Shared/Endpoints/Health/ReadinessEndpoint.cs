using Microsoft.AspNetCore.Http;
using Tollgate.Health;

namespace Tollgate.Endpoints.Health;

/// <summary>Whether this instance should be sent requests: 200 or 503.</summary>
internal sealed class ReadinessEndpoint(HealthReporter reporter) : IEndpoint
{
    public Task HandleAsync(Exchange exchange)
    {
        var problem = reporter.WhyNotReady(exchange.Configuration);
        return JsonResponse.WriteAsync(
            exchange,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("status", problem is null ? "ready" : "not_ready");
                if (problem is not null)
                {
                    json.WriteString("reason", problem);
                }

                json.WriteEndObject();
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
