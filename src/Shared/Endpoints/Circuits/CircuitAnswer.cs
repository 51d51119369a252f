using Microsoft.AspNetCore.Routing;
using Tollgate.Health;
using Tollgate.Pipeline;
using Tollgate.Routing.Circuits;

namespace Tollgate.Endpoints.Circuits;

/// <summary>What the routes of circuits have in common: which provider is meant, and the answer.</summary>
internal sealed class CircuitAnswer(HealthReporter reporter)
{
    private static readonly Refusal Unavailable = new()
    {
        Status = 503,
        Type = ErrorTypes.Server,
        Code = "state_unavailable",
        Message = "The fleet's circuits cannot be reached at the moment: durable state does not answer. Try again later.",
    };

    /// <exception cref="RefusalException">There is no such provider.</exception>
    public static string ProviderOf(Exchange exchange)
    {
        var name = Uri.UnescapeDataString(exchange.Http.GetRouteValue("provider") as string ?? "");
        return exchange.Configuration.Providers.ContainsKey(name)
            ? name
            : throw new RefusalException(Refusal.Invalid(
                "provider_not_found", "There is no provider of this name, or it is switched off. GET /providers lists them.", "provider", 404));
    }

    /// <param name="exchange">The request.</param>
    /// <param name="provider">Its provider.</param>
    /// <param name="report">Its circuits; null: they cannot be read.</param>
    /// <exception cref="RefusalException">They cannot be read.</exception>
    public Task WriteAsync(Exchange exchange, string provider, CircuitReport? report)
    {
        var found = report ?? throw new RefusalException(Unavailable);
        var told = reporter.Provider(provider, found);
        return JsonResponse.WriteAsync(exchange, json => CircuitJson.Write(json, told, exchange.Configuration.Circuits));
    }
}
