using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Tollgate.Endpoints;
using Tollgate.FunctionApp.Durable;

namespace Tollgate.FunctionApp.Http;

/// <summary>Hands an invocation over to the shared route of the same name.</summary>
public sealed class FunctionDoor
{
    private readonly Door _door;
    private readonly DurableClientAccessor _durable;

    internal FunctionDoor(Door door, DurableClientAccessor durable) => (_door, _durable) = (door, durable);

    internal async Task<IActionResult> ServeAsync(GatewayRoute route, HttpRequest request, DurableTaskClient durable, CancellationToken cancellation)
    {
        _durable.Client = durable;

        // Neither token alone is reliable: the front end does not always tell the worker that the client went away.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, request.HttpContext.RequestAborted);
        await _door.HandleAsync(request.HttpContext, route, either.Token).ConfigureAwait(false);
        return new EmptyResult();
    }
}
