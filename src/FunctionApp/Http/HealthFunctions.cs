using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that tell how the gateway is doing.</summary>
public sealed class HealthFunctions(FunctionDoor door)
{
    [Function("Health")]
    public Task<IActionResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Health"), request, durable, cancellation);

    [Function("Providers")]
    public Task<IActionResult> Providers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "providers")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Providers"), request, durable, cancellation);

    [Function("HealthReady")]
    public Task<IActionResult> HealthReady(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("HealthReady"), request, durable, cancellation);

    [Function("HealthDetailed")]
    public Task<IActionResult> HealthDetailed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/detailed")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("HealthDetailed"), request, durable, cancellation);
}
