namespace Tollgate.Endpoints.Experiments;

/// <summary>The configured experiments, whether they run or not.</summary>
internal sealed class ExperimentListEndpoint : IEndpoint
{
    public Task HandleAsync(Exchange exchange) => JsonResponse.WriteAsync(
        exchange, json => ExperimentJson.WriteList(json, exchange.Configuration.Routing.Experiments.Values));
}
