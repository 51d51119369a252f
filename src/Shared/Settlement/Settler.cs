using System.Globalization;
using Tollgate.Analytics;
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
    /// <summary>Of an answer that nobody gets: what it costs is of no weight beside what a prompt costs.</summary>
    private const long MostTokensLost = 4_096;

    /// <summary>What an attempt has used: what its provider said, and an estimate where it had begun and said nothing.</summary>
    /// <param name="attempt">Null: nobody is being asked.</param>
    /// <param name="isComplete">Nothing more was to come.</param>
    /// <param name="hasBegun">The provider may have begun to work.</param>
    public Used Measure(Attempt? attempt, bool isComplete, bool hasBegun)
    {
        if (attempt is null)
        {
            return default;
        }

        if (attempt.Answer?.Usage is { } told && (isComplete || attempt.Answer.IsUsageFinal))
        {
            return new Used(told);
        }

        return hasBegun || attempt.Answer is not null ? UsageEstimate.Of(attempt, estimators.For(attempt.Deployment)) : default;
    }

    /// <summary>What an attempt that failed has used: what the upstream said, or an estimate where it had begun.</summary>
    public Used UsedBy(Attempt? attempt, UpstreamException failure) => failure.Usage is { } told
        ? new Used(told)
        : Measure(attempt, isComplete: attempt?.Answer is WholeAnswer, failure.MayHaveBilled);

    /// <summary>An attempt failed and the request lives on: books what it was billed, and tells whose failure it was.</summary>
    public void EndAttempt(Attempt attempt, UpstreamException failure)
    {
        var (used, status) = (UsedBy(attempt, failure), failure.Refusal.Status);
        var cost = EndAttempt(attempt, used);

        // A provider's own code is as long as it likes; this one is kept and logged.
        var code = UsageName.Shorten(failure.Refusal.Code);
        attempt.Request.End(attempt, new FailedAttempt(attempt.Deployment, code, status, attempt.Latency, used.Usage, cost));
        Tell(attempt, used.Usage, cost, status, failure.ProviderFailure);
    }

    /// <summary>
    /// Whether an attempt can be given up for another one that is faster, without its caller's budget paying much more for it than it
    /// is billed: where nobody can tell how much it has used, a limit that holds is charged all that was reserved.
    /// </summary>
    public static bool MayLose(Attempt attempt) =>
        attempt.Hold is not { IsExact: true } hold || !UsageEstimate.MayHideOutput(attempt) || hold.Ceiling.OutputTokens <= MostTokensLost;

    /// <summary>
    /// One of two attempts was given up, for the other one or with it. What it was billed is paid; that it was slow this time says
    /// nothing of its provider's health.
    /// </summary>
    /// <param name="attempt">It has let go of its provider.</param>
    /// <param name="failure">It had failed all the same; null: it had not.</param>
    /// <param name="code">Why it was given up.</param>
    public void EndStopped(Attempt attempt, UpstreamException? failure, string code)
    {
        if (failure is not null)
        {
            EndAttempt(attempt, failure);
            return;
        }

        var used = Measure(attempt, isComplete: attempt.Answer is WholeAnswer, hasBegun: true);
        var cost = EndAttempt(attempt, used);
        attempt.Request.End(attempt, new FailedAttempt(attempt.Deployment, code, Outcome.ClientClosedRequest, attempt.Latency, used.Usage, cost));
        attempt.Activity?.SetTag(TelemetryNames.AttemptOutcome, code);
        Count(attempt, used.Usage, cost, failure: null, error: null);
    }

    /// <summary>
    /// The request lives on without this attempt. What it was billed is booked with its deployment at once and with the caller at the
    /// request's end.
    /// </summary>
    public static Money EndAttempt(Attempt attempt, in Used used)
    {
        var request = attempt.Request;
        var (cost, charge) = Price(attempt, used);
        request.Holds.End(attempt.Hold, charge);
        request.Earlier = new Settled(request.Earlier.Usage + used.Usage, request.Earlier.Cost + cost);
        return cost;
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

        var attempt = request.Running;
        var (cost, charge) = Price(attempt, outcome.Used);
        var settled = new Settled(request.Earlier.Usage + outcome.Used.Usage, request.Earlier.Cost + cost);
        request.Settled = settled;
        EndHolds(request, attempt, charge);
        Learn(attempt, outcome);
        var (duration, waited) = (time.GetElapsedTime(request.StartedTimestamp), request.UpstreamWait.Total);
        var record = new UsageRecord
        {
            RequestId = request.Id,
            Tenant = request.Caller.Tenant.Id,
            User = request.Caller.User,
            StartedAt = request.StartedAt,
            Model = request.Deployment is null ? null : request.CountedAs,
            Provider = request.Asked?.Provider.Name,
            Deployment = request.Asked?.Id,
            Status = outcome.Status,
            Usage = settled.Usage,
            Cost = settled.Cost,
            Attempts = request.Attempts,
            Failed = request.Failed,
            Duration = duration,
            Latency = attempt?.Latency,
            Overhead = waited < duration ? duration - waited : TimeSpan.Zero,
            Outcome = RequestOutcome.Of(outcome, request.Attempts),
            Experiment = ExperimentOutcome.Of(request),
        };
        log.Finished(record);
        RequestTracing.Finish(request.Activity, record);
        metrics.Experiments.Count(record);
        if (attempt is not null)
        {
            attempt.End();
            Tell(attempt, outcome.Used.Usage, cost, outcome.Status, outcome.ProviderFailure);
        }

        await ledger.RecordAsync(record).ConfigureAwait(false);
        return settled;
    }

    /// <returns>What it cost, as far as anybody knows, and what limits are charged for it.</returns>
    private static (Money Cost, QuotaAmounts Charge) Price(Attempt? attempt, in Used used)
    {
        var cost = attempt is null ? Money.Zero : Cost.Of(used.Usage, attempt.Deployment.Info.Price);
        return (cost, used.Usage.IsEstimated && attempt?.Hold is { } hold
            ? hold.Charge(used.Most, used.Usage, cost)
            : new QuotaAmounts(cost.NanoUsd, 1, used.Usage.Total));
    }

    /// <summary>Money is booked here before anything that could fail: a hold that nobody ends would be lost budget.</summary>
    private static void EndHolds(GatewayRequest request, Attempt? attempt, in QuotaAmounts charge)
    {
        if (request.Attempts > 0)
        {
            request.Holds.Settle(attempt?.Hold, charge);
        }
        else
        {
            request.Holds.Release();
        }
    }

    private void Learn(Attempt? attempt, in Outcome outcome)
    {
        if (outcome is { Status: 200, Used.Usage.IsEstimated: false } && attempt is not null)
        {
            estimators.For(attempt.Deployment).Learn(attempt.Request.Facts, outcome.Used.Usage);
        }
    }

    private void Tell(Attempt attempt, in TokenUsage usage, Money cost, int status, string? failure)
    {
        Count(attempt, usage, cost, failure, status >= 400 ? failure ?? status.ToString(CultureInfo.InvariantCulture) : null);

        var judgement = CircuitFailures.Of(status, failure);

        // What a provider refused says nothing about how fast it answers, nor that anything is wrong with it.
        if (status < 400 || failure is not null)
        {
            health.Record(attempt.Deployment.Provider.Name, attempt.Latency, failure, isRateLimit: judgement is null);
        }

        if (judgement is { } isFailure)
        {
            circuits.Saw(attempt.Deployment, attempt.Request.Configuration.Circuits, isFailure, failure);
        }
    }

    /// <param name="attempt">That is over.</param>
    /// <param name="usage">Its own.</param>
    /// <param name="cost">Its own.</param>
    /// <param name="failure">Code, where it is the provider's doing.</param>
    /// <param name="error">What kind of error its span ends with; null: none.</param>
    private void Count(Attempt attempt, in TokenUsage usage, Money cost, string? failure, string? error)
    {
        var (provider, model) = (attempt.Deployment.Provider.Name, attempt.Request.ModelLabel);
        RequestTracing.FinishAttempt(attempt, usage, cost, error);
        metrics.ProviderAttempt(provider, model, attempt.Latency, failure);
        metrics.Billed(provider, model, attempt.Request.Caller.Tenant.Id, usage, cost);
    }
}
