using Microsoft.AspNetCore.Routing;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Models;

/// <summary>One model by its public name, which may contain slashes.</summary>
internal sealed class ModelEndpoint : IEndpoint
{
    public Task HandleAsync(Exchange exchange)
    {
        // A slash that the client escaped stays escaped in a route value.
        var name = Uri.UnescapeDataString(exchange.Http.GetRouteValue("id") as string ?? "");
        return exchange.Configuration.FindModel(name) is { } model
            ? JsonResponse.WriteAsync(exchange, json => ModelJson.Write(json, model with { Name = name }))
            : throw new RefusalException(Refusal.Invalid(
                "model_not_found", "There is no model of this name. GET /v1/models lists the models that are served here.", "model", 404));
    }
}
