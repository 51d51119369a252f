using Tollgate.Health;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Telemetry;

namespace Tollgate.Settlement;

/// <summary>Pays and records, whatever happened: the only place that turns usage into money.</summary>
internal sealed class Settler(IUsageLedger ledger, ProviderHealth health, GatewayMetrics metrics, RequestLog log, TimeProvider time)
{
    /// <summary>
    /// Prices what was used, books it, and tells what the provider's health is judged by; before the response ends. A request
    /// already settled is left as it is.
    /// </summary>
    public async ValueTask<Settled> SettleAsync(GatewayRequest request, Outcome outcome)
    {
        if (request.Settled is { } already)
        {
            return already;
        }

        var cost = request.Deployment is { } deployment ? Cost.Of(outcome.Usage, deployment.Info.Price) : Money.Zero;
        var settled = new Settled(outcome.Usage, cost);
        request.Settled = settled;
        var record = new UsageRecord
        {
            RequestId = request.Id,
            Tenant = request.Caller.Tenant.Id,
            User = request.Caller.User,
            StartedAt = request.StartedAt,
            Model = request.Deployment is null ? null : request.Facts.Model,
            Provider = request.Attempts > 0 ? request.Deployment?.Provider.Name : null,
            Status = outcome.Status,
            Usage = outcome.Usage,
            Cost = cost,
            Attempts = request.Attempts,
            Duration = time.GetElapsedTime(request.StartedTimestamp),
        };
        Tell(request, record, outcome);
        await ledger.RecordAsync(record).ConfigureAwait(false);
        return settled;
    }

    private void Tell(GatewayRequest request, UsageRecord record, Outcome outcome)
    {
        log.Finished(record);
        RequestTracing.Finish(request.Activity, record);
        if (record.Provider is not { } provider)
        {
            return;
        }

        metrics.ProviderRequest(record, request.UpstreamWait.Total, outcome.ProviderFailure);

        // What a provider refused says nothing about how fast it answers, nor that anything is wrong with it.
        if (record.Status < 400 || outcome.ProviderFailure is not null)
        {
            health.Record(provider, request.UpstreamWait.Total, outcome.ProviderFailure);
        }
    }
}
