using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that tell what experiments bring.</summary>
public sealed class ExperimentFunctions(FunctionDoor door)
{
    [Function("ListExperiments")]
    public Task<IActionResult> ListExperiments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/experiments")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("ListExperiments"), request, durable, cancellation);

    [Function("RetrieveExperiment")]
    public Task<IActionResult> RetrieveExperiment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/experiments/{*name}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("RetrieveExperiment"), request, durable, cancellation);
}
