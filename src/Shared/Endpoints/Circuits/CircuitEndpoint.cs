using Tollgate.Routing.Circuits;

namespace Tollgate.Endpoints.Circuits;

/// <summary>How a provider's circuits stand, and what happened to them.</summary>
internal sealed class CircuitEndpoint(CircuitAdministration administration, CircuitAnswer answer) : IEndpoint
{
    public async Task HandleAsync(Exchange exchange)
    {
        var provider = CircuitAnswer.ProviderOf(exchange);
        var report = await administration.ReadAsync(provider, exchange.Cancellation).ConfigureAwait(false);
        await answer.WriteAsync(exchange, provider, report).ConfigureAwait(false);
    }
}
