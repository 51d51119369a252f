using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that tell what was used.</summary>
public sealed class AnalyticsFunctions(FunctionDoor door)
{
    [Function("AnalyticsUsage")]
    public Task<IActionResult> AnalyticsUsage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/analytics/usage")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("AnalyticsUsage"), request, durable, cancellation);
}
