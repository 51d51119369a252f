using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>The functions that serve models in shapes simpler than OpenAI's.</summary>
public sealed class ConvenienceFunctions(FunctionDoor door)
{
    [Function("Generate")]
    public Task<IActionResult> Generate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/generate")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Generate"), request, durable, cancellation);

    [Function("GenerateStream")]
    public Task<IActionResult> GenerateStream(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/generate/stream")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("GenerateStream"), request, durable, cancellation);

    [Function("Completion")]
    public Task<IActionResult> Completion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "completion")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Named("Completion"), request, durable, cancellation);
}
