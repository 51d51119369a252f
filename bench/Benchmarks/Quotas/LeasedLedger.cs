using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Quotas;
using Tollgate.Quotas.Ledger;
using Tollgate.Quotas.Windows;
using Tollgate.State;

namespace Tollgate.Benchmarks.Quotas;

/// <summary>A ledger over an in-memory store, with leases that outlast any benchmark.</summary>
internal static class LeasedLedger
{
    private const long Ample = QuotaDefinition.MaxLimit;

    public static QuotaLedger Create() => new(
        new Catalogue(),
        new InMemoryStore(TimeProvider.System),
        Incarnation.CreateRandom(),
        new QuotaOptions(),
        TimeProvider.System,
        () => 0.5,
        NullLogger<QuotaLedger>.Instance);

    /// <summary>Leases nearly all there is: one huge reservation, released.</summary>
    public static async Task FillAsync(QuotaLedger ledger, QuotaRequest request)
    {
        var huge = QuotaRequest.ForCaller(request.Tenant!, request.ApiKey, request.User, new QuotaAmounts(Ample / 2, Ample / 2, Ample / 2));
        var decision = await ledger.ReserveAsync(huge, CancellationToken.None);
        if (!decision.IsGranted)
        {
            throw new InvalidOperationException($"Nothing to measure: {decision.Refusal}");
        }

        decision.Hold.Release();
    }

    private sealed class Catalogue : IQuotaCatalogue
    {
        public IReadOnlyList<QuotaDefinition> Total { get; } =
            [Define(QuotaScope.Total, QuotaUnit.Usd), Define(QuotaScope.Total, QuotaUnit.Requests)];

        private static readonly IReadOnlyList<QuotaDefinition> Tenant =
            [Define(QuotaScope.Tenant, QuotaUnit.Usd), Define(QuotaScope.Tenant, QuotaUnit.Requests), Define(QuotaScope.Tenant, QuotaUnit.Tokens)];

        private static readonly IReadOnlyList<QuotaDefinition> User = [Define(QuotaScope.User, QuotaUnit.Requests)];

        public IReadOnlyList<QuotaDefinition> OfTenant(string tenant) => Tenant;

        public IReadOnlyList<QuotaDefinition> OfUser(string tenant, string user) => User;

        public IReadOnlyList<QuotaDefinition> OfDeployment(string deployment) => [];

        private static QuotaDefinition Define(QuotaScope scope, QuotaUnit unit) =>
            new() { Id = $"{unit}/month", Scope = scope, Unit = unit, Period = WindowPeriod.Month, Limit = Ample };
    }
}
