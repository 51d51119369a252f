using Microsoft.AspNetCore.Routing;
using Tollgate.Pipeline;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;

namespace Tollgate.Endpoints.Circuits;

/// <summary>Holds a provider's circuits, or one of them, open or closed, or resets them, on all instances.</summary>
internal sealed class CircuitCommandEndpoint(CircuitAdministration administration, CircuitAnswer answer) : IEndpoint
{
    private const string Deployment = "deployment";

    public async Task HandleAsync(Exchange exchange)
    {
        var provider = CircuitAnswer.ProviderOf(exchange);
        var command = (exchange.Http.GetRouteValue("command") as string)?.ToLowerInvariant();
        if (command is not (CircuitCommand.Open or CircuitCommand.Close or CircuitCommand.Reset))
        {
            throw new RefusalException(Refusal.Invalid(
                "unknown_url", $"There is nothing at this URL. A circuit takes {CircuitCommand.Reset}, {CircuitCommand.Open} and {CircuitCommand.Close}.", status: 404));
        }

        var deployment = DeploymentOf(exchange, provider);
        var report = await administration.CommandAsync(provider, deployment, command, exchange.Authentication.Key.Id, exchange.Cancellation).ConfigureAwait(false);
        await answer.WriteAsync(exchange, provider, report).ConfigureAwait(false);
    }

    /// <summary>The one that is meant; null: all of the provider's.</summary>
    /// <exception cref="RefusalException">There is no such deployment, or which one is meant cannot be told.</exception>
    private static string? DeploymentOf(Exchange exchange, string provider)
    {
        foreach (var (name, _) in exchange.Http.Request.Query)
        {
            if (!string.Equals(name, Deployment, StringComparison.OrdinalIgnoreCase))
            {
                // A misspelt name must not turn a command on one into one on all.
                throw new RefusalException(Refusal.Invalid("unsupported_parameter", $"There is no parameter '{name}' here. '{Deployment}' names one deployment.", name));
            }
        }

        var given = exchange.Http.Request.Query[Deployment];
        if (given.Count > 1)
        {
            throw new RefusalException(Refusal.Invalid("invalid_value", $"'{Deployment}' may be given only once.", Deployment));
        }

        // An empty one does not stand for all: it is a script's variable that was not set.
        return given.Count == 0 || exchange.Configuration.HasDeployment(provider, given[0] ?? "") ? given : throw new RefusalException(Refusal.Invalid(
            "deployment_not_found",
            "The provider has no deployment of this id. It is 'provider/model', by the provider's name for the model; leave it out to command all of them.",
            Deployment,
            404));
    }
}
