using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Ledger;
using Tollgate.Quotas.Windows;
using Tollgate.State;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Ledger;

/// <summary>The ledger on real threads, which no simulation has: nothing is lost or doubled between them.</summary>
public sealed class LedgerThreadsTests
{
    private const int Threads = 8;
    private const int RequestsEach = 2_000;
    private const long Limit = Threads * RequestsEach * 5;

    [Fact]
    public async Task ReserveAndSettle_FromManyThreads_BooksExactlyWhatWasBilled()
    {
        var store = new LockedAccount();
        using var ledger = Create(store);
        await ledger.StartAsync(default);

        var billed = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => SpendAsync(ledger, new Random(thread)))));
        await ledger.StopAsync(default);

        var quota = store.State.Find("usd/day")!;
        Assert.Equal(billed.Sum(), quota.Billed);
        Assert.InRange(quota.Windows.Sum(window => window.Spent), 1, Limit);
        Assert.All(store.State.Leases, lease => Assert.Equal(0, lease.Slices.Sum(slice => slice.Open)));
    }

    private static async Task<long> SpendAsync(QuotaLedger ledger, Random random)
    {
        var billed = 0L;
        for (var i = 0; i < RequestsEach; i++)
        {
            var decision = await ledger.ReserveAsync(QuotaRequest.ForCaller("acme", null, null, new QuotaAmounts(random.Next(1, 20))), default);
            if (decision.IsGranted)
            {
                var cost = random.Next(0, 2);
                decision.Hold.Settle(new QuotaAmounts(cost));
                billed += cost;
            }
        }

        return billed;
    }

    private static QuotaLedger Create(IEntityClient store) => new(
        new FixedCatalogue
        {
            EachTenant = [new QuotaDefinition { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Month, Limit = Limit }],
        },
        store,
        new Incarnation("threads"),
        QuotaOptions.SelfHost,
        TimeProvider.System,
        () => 0.5,
        NullLogger<QuotaLedger>.Instance);

    private sealed class LockedAccount : IEntityClient
    {
        private readonly Lock _gate = new();

        public AccountState State { get; private set; } = AccountState.Empty;

        public Task SignalAsync(EntityKey entity, Envelope operation, CancellationToken cancellation)
        {
            lock (_gate)
            {
                State = AccountState.Apply(State, operation, TimeProvider.System.GetUtcNow());
            }

            return Task.CompletedTask;
        }

        public ValueTask<TState?> ReadAsync<TState>(EntityKey entity, CancellationToken cancellation)
            where TState : class, IEntityState<TState>
        {
            lock (_gate)
            {
                return new ValueTask<TState?>(JsonSerializer.Deserialize<TState>(JsonSerializer.SerializeToUtf8Bytes(State)));
            }
        }
    }
}
