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

    private static readonly MaxTokensClamping AsItIs = new(Enabled: false);

    private readonly Lock _following = new();
    private IQuotaCatalogue? _followed;

    /// <summary>
    /// Reserves for one attempt: of the caller's limits what those before have not left and those under way do not count on, then of
    /// the deployment's and its provider's own.
    /// </summary>
    /// <exception cref="RefusalException">The request has a member whose price is not known, under a money budget.</exception>
    public async ValueTask<AttemptAdmission> AdmitAsync(Attempt attempt, CancellationToken cancellation)
    {
        Follow();
        try
        {
            var admitted = await ReserveAsync(attempt, attempt.Request.Caller.Tenant.MaxTokensClamping, cancellation).ConfigureAwait(false);
            if (admitted.Refused is { } refusal)
            {
                refused.Add(AccountKeys.OfCaller(refusal.Quota.Scope, attempt.Request.Caller.Tenant.Id, attempt.Request.Caller.User), refusal);
            }

            return admitted;
        }
        finally
        {
            attempt.Request.Standings = ledger.StandingsOf(ForCaller(attempt.Request, new QuotaAmounts(0, 0, 0)));
        }
    }

    /// <summary>
    /// The same for an attempt beside one under way. It is made as it is or not at all: an answer is not shortened for it, and where
    /// there is nothing left for it no request was refused.
    /// </summary>
    /// <exception cref="RefusalException">As for any attempt.</exception>
    public ValueTask<AttemptAdmission> AdmitBesideAsync(Attempt attempt, CancellationToken cancellation) => ReserveAsync(attempt, AsItIs, cancellation);

    private async ValueTask<AttemptAdmission> ReserveAsync(Attempt attempt, MaxTokensClamping clamping, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
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

        var isExact = ofCaller.IsExactOnMoney || ofCaller.IsExactOnTokens || ofDeployment.IsExactOnMoney || ofDeployment.IsExactOnTokens;
        var (hold, refusal) = await ReserveForCallerAsync(attempt, ceiling, ofCaller, isExact, clamping, cancellation).ConfigureAwait(false);
        if (hold is null)
        {
            return new AttemptAdmission(AttemptVerdict.CallerIsSpent, QuotaRefusals.Tell(refusal!, time.GetUtcNow())) { Refused = refusal };
        }

        if (ofDeployment.IsLimited && await ReserveForDeploymentAsync(request, deployment, hold, cancellation).ConfigureAwait(false) is { } full)
        {
            return new AttemptAdmission(AttemptVerdict.DeploymentIsFull, full);
        }

        attempt.Hold = hold;
        request.Holds.Begin(hold);
        if (hold.Ceiling is { MustImpose: true, OutputBound: var bound })
        {
            // The target's own limit may be lower still.
            attempt.OutputBound = Math.Min(bound, attempt.OutputBound ?? long.MaxValue);
        }

        return new AttemptAdmission(AttemptVerdict.Granted);
    }

    /// <summary>A hold without the deployment's part, or why there is none.</summary>
    private async ValueTask<(AttemptHold? Hold, QuotaRefusal? Refusal)> ReserveForCallerAsync(
        Attempt attempt, CostCeiling ceiling, QuotaReach reach, bool isExact, MaxTokensClamping clamping, CancellationToken cancellation)
    {
        var request = attempt.Request;
        for (var shortenings = 0; ; shortenings++)
        {
            var whole = AmountsOf(request, attempt.Deployment, ceiling, reach);
            var amounts = request.Holds.Missing(whole);
            var decision = await ledger.ReserveAsync(ForCaller(request, amounts), cancellation).ConfigureAwait(false);
            if (decision.IsGranted)
            {
                request.Holds.AddOfCaller(decision.Hold, amounts);
                return (new AttemptHold(ceiling, whole, isExact), null);
            }

            var refusal = decision.Refusal;
            var unit = refusal.Quota.Unit;
            var covered = (whole[unit] ?? 0) - (amounts[unit] ?? 0);
            refusal = refusal with { Left = refusal.Left + covered, InFlight = refusal.InFlight - request.Holds.Held(unit) };
            if (shortenings == MostShortenings || Shortening.Find(ceiling, ref refusal, clamping) is not { } shorter)
            {
                return (null, refusal);
            }

            ceiling = shorter;
        }
    }

    /// <summary>Null when the attempt has its part of both; otherwise it has of neither.</summary>
    private async ValueTask<Refusal?> ReserveForDeploymentAsync(
        GatewayRequest request, Deployment deployment, AttemptHold attempt, CancellationToken cancellation)
    {
        var quotas = request.Configuration.Quotas;
        var isReserved = false;
        try
        {
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
                if (refusal is not null)
                {
                    return refusal;
                }
            }

            isReserved = true;
            return null;
        }
        finally
        {
            if (!isReserved)
            {
                attempt.Release();
            }
        }
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
