using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that tell what can be asked for.</summary>
public sealed class ModelFunctions(FunctionDoor door)
{
    [Function("ListModels")]
    public Task<IActionResult> ListModels(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/models")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("ListModels"), request, durable, cancellation);

    [Function("RetrieveModel")]
    public Task<IActionResult> RetrieveModel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/models/{*id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("RetrieveModel"), request, durable, cancellation);
}
