using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that describe the API.</summary>
public sealed class DescriptionFunctions(FunctionDoor door)
{
    [Function("OpenApi")]
    public Task<IActionResult> OpenApi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("OpenApi"), request, durable, cancellation);
}
