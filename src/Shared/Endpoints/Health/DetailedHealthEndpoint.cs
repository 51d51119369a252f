using Tollgate.Health;

namespace Tollgate.Endpoints.Health;

/// <summary>The long report: error classes, percentiles and what the gateway is behind with.</summary>
internal sealed class DetailedHealthEndpoint(HealthReporter reporter) : IEndpoint
{
    public Task HandleAsync(Exchange exchange)
    {
        var report = reporter.Report(exchange.Configuration);
        return JsonResponse.WriteAsync(exchange, json => HealthJson.Write(json, report, isDetailed: true), HealthJson.StatusCode(report));
    }
}
