using Tollgate.Pipeline;
using Tollgate.Pricing.Ceilings;
using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas.Admission;

/// <summary>
/// May they, now: reserves the most that a request can cost, before any provider is asked. Settlement replaces it with what was
/// billed.
/// </summary>
/// <param name="ledger">Of the limits.</param>
/// <param name="newest">The limits of the configuration in force.</param>
/// <param name="time">For when to come back.</param>
internal sealed class Admission(QuotaLedger ledger, Func<IQuotaCatalogue> newest, TimeProvider time)
{
    /// <summary>A limit in each unit may call for a shorter answer than the one before.</summary>
    private const int MostLowerings = 3;

    private readonly Lock _following = new();
    private IQuotaCatalogue? _followed;

    /// <summary>Reserves for the caller, then for the deployment the request is routed to.</summary>
    /// <exception cref="RefusalException">A budget or a rate limit stands in the way. What was reserved until then is in the request's holds.</exception>
    public async ValueTask AdmitAsync(GatewayRequest request, CancellationToken cancellation)
    {
        Follow();
        try
        {
            await ReserveAsync(request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            request.Standings = ledger.StandingsOf(ForCaller(request, new QuotaAmounts(0, 0, 0)));
        }
    }

    private async ValueTask ReserveAsync(GatewayRequest request, CancellationToken cancellation)
    {
        var deployment = request.Deployment ?? throw new InvalidOperationException("Only a routed request has a price.");
        var reach = QuotaReach.Of(request.Configuration.Quotas, request.Caller, deployment);
        if (reach.IsEmpty)
        {
            return;
        }

        var ceiling = CostCeiling.Of(request.Facts, request.Operation, deployment);
        if (reach.LimitsMoney && ceiling.UnpricedMember is { } member)
        {
            throw new RefusalException(UnpricedParameter.Refuse(member, request.Facts.Model));
        }

        ceiling = await ReserveForCallerAsync(request, ceiling, cancellation).ConfigureAwait(false);
        await ReserveForDeploymentAsync(request, deployment.Id, ceiling, cancellation).ConfigureAwait(false);
        await ReserveForDeploymentAsync(request, deployment.Provider.Name, ceiling, cancellation).ConfigureAwait(false);
        if (ceiling.MustImpose)
        {
            request.OutputBound = ceiling.OutputBound;
        }
    }

    private async ValueTask<CostCeiling> ReserveForCallerAsync(GatewayRequest request, CostCeiling ceiling, CancellationToken cancellation)
    {
        var decision = await ledger.ReserveAsync(ForCaller(request, AmountsOf(ceiling)), cancellation).ConfigureAwait(false);
        for (var i = 0; i < MostLowerings && !decision.IsGranted && Lowered(ceiling, decision.Refusal) is { } affordable; i++)
        {
            ceiling = affordable;
            decision = await ledger.ReserveAsync(ForCaller(request, AmountsOf(ceiling)), cancellation).ConfigureAwait(false);
        }

        if (!decision.IsGranted)
        {
            throw new RefusalException(QuotaRefusals.Tell(decision.Refusal, time.GetUtcNow()));
        }

        request.Holds.Add(decision.Hold);
        return ceiling;
    }

    /// <param name="request">The request.</param>
    /// <param name="subject">A deployment's id, or a provider's name.</param>
    /// <param name="ceiling">The most that the request can cost.</param>
    /// <param name="cancellation">Ends a wait for the store.</param>
    private ValueTask ReserveForDeploymentAsync(GatewayRequest request, string subject, in CostCeiling ceiling, CancellationToken cancellation) =>
        request.Configuration.Quotas.OfDeployment(subject).Count == 0
            ? ValueTask.CompletedTask
            : ReserveForDeploymentAsync(request, subject, AmountsOf(ceiling), cancellation);

    private async ValueTask ReserveForDeploymentAsync(GatewayRequest request, string subject, QuotaAmounts amounts, CancellationToken cancellation)
    {
        var decision = await ledger.ReserveAsync(QuotaRequest.ForDeployment(subject, amounts), cancellation).ConfigureAwait(false);
        if (!decision.IsGranted)
        {
            throw new RefusalException(QuotaRefusals.TellOfProvider(decision.Refusal, subject, time.GetUtcNow()));
        }

        request.Holds.Add(decision.Hold);
    }

    /// <summary>A shorter answer that fits into what is left; null where none does, or where something else is in the way.</summary>
    private static CostCeiling? Lowered(in CostCeiling ceiling, QuotaRefusal refusal) => refusal.Quota.Unit switch
    {
        QuotaUnit.Usd => Affordable.Within(ceiling, refusal.Left, null),
        QuotaUnit.Tokens => Affordable.Within(ceiling, null, refusal.Left),
        _ => null,
    };

    private static QuotaAmounts AmountsOf(in CostCeiling ceiling) => new(ceiling.Cost.NanoUsd, 1, ceiling.Tokens);

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
