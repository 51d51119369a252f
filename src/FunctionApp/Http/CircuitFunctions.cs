using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions by which an administrator sees and commands circuits.</summary>
public sealed class CircuitFunctions(FunctionDoor door)
{
    [Function("AdminCircuit")]
    public Task<IActionResult> AdminCircuit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/admin/providers/{provider}/circuit-breaker")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("AdminCircuit"), request, durable, cancellation);

    [Function("AdminCircuitCommand")]
    public Task<IActionResult> AdminCircuitCommand(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/admin/providers/{provider}/circuit-breaker/{command}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("AdminCircuitCommand"), request, durable, cancellation);
}
