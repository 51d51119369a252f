using Tollgate.Health;

namespace Tollgate.Endpoints.Providers;

/// <summary>The configured providers, what they serve and how they do.</summary>
internal sealed class ProvidersEndpoint(HealthReporter reporter) : IEndpoint
{
    public Task HandleAsync(Exchange exchange)
    {
        var current = exchange.Configuration;
        var models = current.Models.Values
            .SelectMany(model => model.Deployments.Select(deployment => (Provider: deployment.Provider.Name, model.Name)))
            .Distinct()
            .ToLookup(served => served.Provider, served => served.Name);
        return JsonResponse.WriteAsync(exchange, json => ProvidersJson.Write(json, reporter.Providers(current), models, current.DisabledProviders));
    }
}
