using Tollgate.Health;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Circuits;
using Tollgate.Telemetry;

namespace Tollgate.Settlement;

/// <summary>Pays and records, whatever happened: the only place that turns usage into money.</summary>
internal sealed class Settler(
    IUsageLedger ledger, ProviderHealth health, CircuitBreakers circuits, GatewayMetrics metrics, RequestLog log, TokenEstimators estimators, TimeProvider time)
{
    /// <summary>What the running attempt has used: what its provider said, and an estimate where it had begun and said nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">As far as it came; null if nothing did.</param>
    /// <param name="isComplete">Nothing more was to come.</param>
    /// <param name="hasBegun">The provider may have begun to work.</param>
    public Used Measure(GatewayRequest request, ProviderAnswer? answer, bool isComplete, bool hasBegun)
    {
        if (answer?.Usage is { } told && (isComplete || answer.IsUsageFinal))
        {
            return new Used(told);
        }

        return (hasBegun || answer is not null) && request.Deployment is { } deployment
            ? UsageEstimate.Of(request, estimators.For(deployment), answer)
            : default;
    }

    /// <summary>An attempt failed and another one is to follow: books what it was billed, and tells whose failure it was.</summary>
    public void EndAttempt(GatewayRequest request, UpstreamException failure)
    {
        request.UpstreamWait.End();
        var used = UsedBy(request, failure);
        var before = request.Earlier.Cost;
        EndAttempt(request, used);
        var cost = request.Earlier.Cost - before;
        var status = failure.Refusal.Status;
        request.EndAttempt(new FailedAttempt(request.Deployment!, failure.Refusal.Code, status, request.UpstreamWait.OfAttempt, cost));
        Tell(request, used.Usage, cost, status, failure.ProviderFailure);
    }

    /// <summary>What a failed attempt has used: what the upstream said, or an estimate where it had begun.</summary>
    public Used UsedBy(GatewayRequest request, UpstreamException failure) => failure.Usage is { } told
        ? new Used(told)
        : Measure(request, request.Answer, isComplete: request.Answer is WholeAnswer, failure.MayHaveBilled);

    /// <summary>
    /// An attempt failed and another one is to follow. What it was billed is booked with its deployment at once and with the
    /// caller at the request's end.
    /// </summary>
    public static void EndAttempt(GatewayRequest request, in Used used)
    {
        var (cost, charge) = Price(request, used);
        request.Holds.EndAttempt(charge);
        request.Earlier = new Settled(request.Earlier.Usage + used.Usage, request.Earlier.Cost + cost);
    }

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

        var (cost, charge) = Price(request, outcome.Used);
        var settled = new Settled(request.Earlier.Usage + outcome.Used.Usage, request.Earlier.Cost + cost);
        request.Settled = settled;
        EndHolds(request, charge);
        Learn(request, outcome);
        var (duration, waited) = (time.GetElapsedTime(request.StartedTimestamp), request.UpstreamWait.Total);
        var record = new UsageRecord
        {
            RequestId = request.Id,
            Tenant = request.Caller.Tenant.Id,
            User = request.Caller.User,
            StartedAt = request.StartedAt,
            Model = request.Deployment is null ? null : request.Facts.Model,
            Provider = request.Attempts > 0 ? request.Deployment?.Provider.Name : null,
            Status = outcome.Status,
            Usage = settled.Usage,
            Cost = settled.Cost,
            Attempts = request.Attempts,
            Failed = request.Failed,
            Duration = duration,
            Overhead = waited < duration ? duration - waited : TimeSpan.Zero,
            Outcome = RequestOutcome.Of(outcome, request.Attempts),
            Experiment = ExperimentOutcome.Of(request),
        };
        log.Finished(record);
        RequestTracing.Finish(request.Activity, record);
        metrics.Experiments.Count(record);
        if (request.IsAttempting)
        {
            Tell(request, outcome.Used.Usage, cost, outcome.Status, outcome.ProviderFailure);
        }

        await ledger.RecordAsync(record).ConfigureAwait(false);
        return settled;
    }

    /// <returns>What it cost, as far as anybody knows, and what limits are charged for it.</returns>
    private static (Money Cost, QuotaAmounts Charge) Price(GatewayRequest request, in Used used)
    {
        var cost = request.Deployment is { } deployment ? Cost.Of(used.Usage, deployment.Info.Price) : Money.Zero;
        return (cost, used.Usage.IsEstimated && request.Holds.Running is { } running
            ? running.Charge(used.Most, used.Usage, cost)
            : new QuotaAmounts(cost.NanoUsd, 1, used.Usage.Total));
    }

    /// <summary>Money is booked here before anything that could fail: a hold that nobody ends would be lost budget.</summary>
    private static void EndHolds(GatewayRequest request, in QuotaAmounts charge)
    {
        if (request.Attempts > 0)
        {
            request.Holds.Settle(charge);
        }
        else
        {
            request.Holds.Release();
        }
    }

    private void Learn(GatewayRequest request, in Outcome outcome)
    {
        if (outcome is { Status: 200, Used.Usage.IsEstimated: false } && request.Deployment is { } deployment)
        {
            estimators.For(deployment).Learn(request.Facts, outcome.Used.Usage);
        }
    }

    /// <summary>Of one attempt.</summary>
    private void Tell(GatewayRequest request, in TokenUsage usage, Money cost, int status, string? failure)
    {
        var (deployment, latency) = (request.Deployment!, request.UpstreamWait.OfAttempt);
        var provider = deployment.Provider.Name;
        RequestTracing.FinishAttempt(request.AttemptActivity, deployment, usage, cost, status, failure);
        request.AttemptActivity = null;
        metrics.ProviderAttempt(provider, request.Facts.Model, latency, failure);
        metrics.Billed(provider, request.Facts.Model, request.Caller.Tenant.Id, usage, cost);

        // What a provider refused says nothing about how fast it answers, nor that anything is wrong with it.
        if (status < 400 || failure is not null)
        {
            health.Record(provider, latency, failure);
        }

        if (CircuitFailures.Of(status, failure) is { } isFailure)
        {
            circuits.Saw(deployment, request.Configuration.Circuits, isFailure, failure);
        }
    }
}
