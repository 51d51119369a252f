using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that serve models.</summary>
public sealed class InferenceFunctions(FunctionDoor door)
{
    [Function("ChatCompletions")]
    public Task<IActionResult> ChatCompletions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/chat/completions")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("ChatCompletions"), request, durable, cancellation);

    [Function("Completions")]
    public Task<IActionResult> Completions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/completions")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Completions"), request, durable, cancellation);

    [Function("Embeddings")]
    public Task<IActionResult> Embeddings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/embeddings")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Embeddings"), request, durable, cancellation);
}
