using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;

namespace Tollgate.FunctionApp.Http;

/// <summary>
/// Everything that is no route: 404, 405 and CORS preflights in the gateway's own words. The host matches functions in the order of
/// their names, so this one's sorts behind all others.
/// </summary>
public sealed class UnmatchedFunction(FunctionDoor door)
{
    [Function("ZzUnmatched")]
    public Task<IActionResult> ZzUnmatched(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) =>
        door.ServeAsync(RouteTable.Unmatched, request, durable, cancellation);
}
