using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing.Ceilings;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.Quotas.Estimation;
using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas.Admission;

/// <summary>
/// May they, now: reserves the most that an attempt can cost, before the provider is asked. Settlement replaces it with what was
/// billed.
/// </summary>
/// <param name="ledger">Of the limits.</param>
/// <param name="newest">The limits of the configuration in force.</param>
/// <param name="estimators">What is reserved where no limit is strict.</param>
/// <param name="refused">Told of every refusal of a caller.</param>
/// <param name="time">For when to come back.</param>
internal sealed class Admission(QuotaLedger ledger, Func<IQuotaCatalogue> newest, TokenEstimators estimators, RefusedBudgets refused, TimeProvider time)
{
    /// <summary>A limit in each unit may call for a shorter answer than the one before.</summary>
    private const int MostShortenings = 3;

    private readonly Lock _following = new();
    private IQuotaCatalogue? _followed;

    /// <summary>
    /// Reserves for one attempt: of the caller's limits what those before have not left, then of the deployment's and its
    /// provider's own. An attempt before it must have been ended (<see cref="RequestHolds.EndAttempt"/>).
    /// </summary>
    /// <exception cref="RefusalException">The request has a member whose price is not known, under a money budget.</exception>
    public async ValueTask<AttemptAdmission> AdmitAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        Follow();
        try
        {
            return await ReserveAsync(request, deployment, cancellation).ConfigureAwait(false);
        }
        finally
        {
            request.Standings = ledger.StandingsOf(ForCaller(request, new QuotaAmounts(0, 0, 0)));
        }
    }

    private async ValueTask<AttemptAdmission> ReserveAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        var quotas = request.Configuration.Quotas;
        var ofCaller = QuotaReach.OfCaller(quotas, request.Caller.Tenant.Id, request.Caller.User);
        var ofDeployment = default(QuotaReach).With(quotas.OfDeployment(deployment.Id)).With(quotas.OfDeployment(deployment.Provider.Name));
        if (!ofCaller.IsLimited && !ofDeployment.IsLimited)
        {
            return new AttemptAdmission(AttemptVerdict.Granted);
        }

        var ceiling = CostCeiling.Of(request.Facts, request.Operation, deployment);
        if ((ofCaller.LimitsMoney || ofDeployment.LimitsMoney) && ceiling.UnpricedMember is { } member)
        {
            throw new RefusalException(UnpricedParameter.Refuse(member, request.Facts.Model));
        }

        var (affordable, refusal) = await ReserveForCallerAsync(request, deployment, ceiling, ofCaller, cancellation).ConfigureAwait(false);
        if (refusal is not null)
        {
            var account = AccountKeys.OfCaller(refusal.Quota.Scope, request.Caller.Tenant.Id, request.Caller.User);
            refused.Add(account, refusal);
            return new AttemptAdmission(AttemptVerdict.CallerIsSpent, QuotaRefusals.Tell(refusal, time.GetUtcNow()));
        }

        var isExact = ofCaller.IsExactOnMoney || ofCaller.IsExactOnTokens || ofDeployment.IsExactOnMoney || ofDeployment.IsExactOnTokens;
        var attempt = new Attempt(affordable, isExact);
        if (ofDeployment.IsLimited && await ReserveForDeploymentAsync(request, deployment, attempt, cancellation).ConfigureAwait(false) is { } full)
        {
            attempt.Release();
            return new AttemptAdmission(AttemptVerdict.DeploymentIsFull, full);
        }

        request.Holds.Begin(attempt);
        if (affordable.MustImpose)
        {
            // The target's own limit may be lower still.
            request.OutputBound = Math.Min(affordable.OutputBound, request.OutputBound ?? long.MaxValue);
        }

        return new AttemptAdmission(AttemptVerdict.Granted);
    }

    private async ValueTask<(CostCeiling Ceiling, QuotaRefusal? Refusal)> ReserveForCallerAsync(
        GatewayRequest request, Deployment deployment, CostCeiling ceiling, QuotaReach reach, CancellationToken cancellation)
    {
        for (var shortenings = 0; ; shortenings++)
        {
            var whole = AmountsOf(request, deployment, ceiling, reach);
            var amounts = request.Holds.Missing(whole);
            var decision = await ledger.ReserveAsync(ForCaller(request, amounts), cancellation).ConfigureAwait(false);
            if (decision.IsGranted)
            {
                request.Holds.AddOfCaller(decision.Hold, amounts);
                return (ceiling, null);
            }

            var refusal = decision.Refusal;
            var unit = refusal.Quota.Unit;
            var covered = (whole[unit] ?? 0) - (amounts[unit] ?? 0);
            refusal = refusal with { Left = refusal.Left + covered, InFlight = refusal.InFlight - request.Holds.Held(unit) };
            if (shortenings == MostShortenings || Shortening.Find(ceiling, ref refusal, request.Caller.Tenant.MaxTokensClamping) is not { } shorter)
            {
                return (ceiling, refusal);
            }

            ceiling = shorter;
        }
    }

    /// <summary>Null when the attempt has its part of both.</summary>
    private async ValueTask<Refusal?> ReserveForDeploymentAsync(
        GatewayRequest request, Deployment deployment, Attempt attempt, CancellationToken cancellation)
    {
        var quotas = request.Configuration.Quotas;
        if (quotas.OfDeployment(deployment.Id) is { Count: > 0 } own)
        {
            var (hold, refusal) = await ReserveAsync(request, deployment, deployment.Id, attempt.Ceiling, own, cancellation).ConfigureAwait(false);
            attempt.OfDeployment = hold;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        if (quotas.OfDeployment(deployment.Provider.Name) is { Count: > 0 } shared)
        {
            var (hold, refusal) = await ReserveAsync(request, deployment, deployment.Provider.Name, attempt.Ceiling, shared, cancellation).ConfigureAwait(false);
            attempt.OfProvider = hold;
            return refusal;
        }

        return null;
    }

    /// <param name="request">The request.</param>
    /// <param name="deployment">To be asked.</param>
    /// <param name="subject">The deployment's id, or its provider's name.</param>
    /// <param name="ceiling">The most that the attempt can cost.</param>
    /// <param name="quotas">The subject's.</param>
    /// <param name="cancellation">Ends a wait for the store.</param>
    private async ValueTask<(Hold Hold, Refusal? Refusal)> ReserveAsync(
        GatewayRequest request,
        Deployment deployment,
        string subject,
        CostCeiling ceiling,
        IReadOnlyList<QuotaDefinition> quotas,
        CancellationToken cancellation)
    {
        var amounts = AmountsOf(request, deployment, ceiling, default(QuotaReach).With(quotas));
        var decision = await ledger.ReserveAsync(QuotaRequest.ForDeployment(subject, amounts), cancellation).ConfigureAwait(false);
        return (decision.Hold, decision.IsGranted ? null : QuotaRefusals.TellOfProvider(decision.Refusal, subject, time.GetUtcNow()));
    }

    /// <summary>The ceiling; but where no limit on a unit is exact, what the request will most probably stay below.</summary>
    private QuotaAmounts AmountsOf(GatewayRequest request, Deployment deployment, in CostCeiling ceiling, in QuotaReach reach)
    {
        var most = new QuotaAmounts(ceiling.Cost.NanoUsd, 1, ceiling.Tokens);
        var (estimatesMoney, estimatesTokens) = (reach is { LimitsMoney: true, IsExactOnMoney: false }, reach is { LimitsTokens: true, IsExactOnTokens: false });
        if (!estimatesMoney && !estimatesTokens)
        {
            return most;
        }

        var expected = estimators.For(deployment).ExpectAtMost(request.Facts, ceiling.OutputBound);
        var (input, output) = (Math.Min(expected.Input, ceiling.InputTokens), Math.Min(expected.Output, ceiling.OutputTokens));
        return new QuotaAmounts(
            estimatesMoney ? ceiling.Price.Of(input, output).NanoUsd : most.NanoUsd,
            1,
            estimatesTokens ? input + output : most.Tokens);
    }

    private static QuotaRequest ForCaller(GatewayRequest request, QuotaAmounts amounts) =>
        QuotaRequest.ForCaller(request.Caller.Tenant.Id, request.Caller.Key.Id, request.Caller.User, amounts);

    /// <summary>
    /// Hands a reloaded catalogue to the ledger with the first request after it. Never the request's own, which may be the one
    /// before: taking that back would end what was borrowed under the new one.
    /// </summary>
    private void Follow()
    {
        if (ReferenceEquals(Volatile.Read(ref _followed), newest()))
        {
            return;
        }

        lock (_following)
        {
            var catalogue = newest();
            if (!ReferenceEquals(_followed, catalogue))
            {
                ledger.Use(catalogue);
                Volatile.Write(ref _followed, catalogue);
            }
        }
    }
}
