using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tollgate.Analytics.Experiments;
using Tollgate.Pipeline;
using Tollgate.State;

namespace Tollgate.Endpoints.Experiments;

/// <summary>What an experiment has brought, as last committed: the newest seconds may be missing.</summary>
internal sealed class ExperimentEndpoint(IEntityClient client, ILogger<ExperimentEndpoint> log) : IEndpoint
{
    private static readonly Refusal Unavailable = new()
    {
        Status = 503,
        Type = ErrorTypes.Server,
        Code = "state_unavailable",
        Message = "The figures cannot be read at the moment: durable state does not answer. Try again later; nothing that is counted meanwhile is lost.",
    };

    public async Task HandleAsync(Exchange exchange)
    {
        var name = exchange.Http.GetRouteValue("name") as string ?? "";
        if (!exchange.Configuration.Routing.Experiments.TryGetValue(name, out var experiment))
        {
            throw new RefusalException(Refusal.Invalid(
                "experiment_not_found", "There is no experiment of this name. GET /v1/experiments lists those that are configured.", "name", 404));
        }

        var report = ExperimentReport.Of(experiment, await ReadAsync(name, exchange.Cancellation).ConfigureAwait(false));
        await JsonResponse.WriteAsync(exchange, json => ExperimentJson.Write(json, report)).ConfigureAwait(false);
    }

    private async Task<ExperimentState?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await client.ReadAsync<ExperimentState>(ExperimentState.KeyFor(name), cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Whatever a store may throw: it is the store that fails, not the gateway.
            log.StateUnavailable(failure, name);
            throw new RefusalException(Unavailable);
        }
    }
}
