using Microsoft.AspNetCore.Routing;
using Tollgate.Pipeline;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;

namespace Tollgate.Endpoints.Circuits;

/// <summary>Holds a provider's circuits open or closed, or resets them, on all instances.</summary>
internal sealed class CircuitCommandEndpoint(CircuitAdministration administration, CircuitAnswer answer) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var provider = CircuitAnswer.ProviderOf(exchange);
        var command = (exchange.Http.GetRouteValue("command") as string)?.ToLowerInvariant();
        if (command is not (CircuitCommand.Open or CircuitCommand.Close or CircuitCommand.Reset))
        {
            throw new RefusalException(Refusal.Invalid(
                "unknown_url", $"There is nothing at this URL. A circuit takes {CircuitCommand.Reset}, {CircuitCommand.Open} and {CircuitCommand.Close}.", status: 404));
        }

        var report = await administration.CommandAsync(provider, command, exchange.Authentication.Key.Id, exchange.Cancellation).ConfigureAwait(false);
        await answer.WriteAsync(exchange, provider, report).ConfigureAwait(false);
    }
}
