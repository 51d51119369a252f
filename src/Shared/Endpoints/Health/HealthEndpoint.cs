using Tollgate.Health;

namespace Tollgate.Endpoints.Health;

/// <summary>The short report: open to anyone, so it holds nothing of any tenant.</summary>
internal sealed class HealthEndpoint(HealthReporter reporter) : IEndpoint
{
    public Task HandleAsync(Exchange exchange)
    {
        var report = reporter.Report(exchange.Configuration);
        return JsonResponse.WriteAsync(exchange, json => HealthJson.Write(json, report, isDetailed: false), HealthJson.StatusCode(report));
    }
}
