using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Ledger;

/// <summary>What one instance remembers of a quota that it does not lease.</summary>
public sealed class FastQuotaTests
{
    private static readonly QuotaRequest Request = QuotaRequest.ForCaller("acme", null, null, new QuotaAmounts(0, 1));

    private readonly VirtualTime _time = new();
    private readonly SimulatedStore _store;

    public FastQuotaTests() => _store = new SimulatedStore(_time, StoreBehaviour.Calm, seed: 1);

    [Fact]
    public void StoreMissesThreeSyncs_TheOutagePolicyAppliesUntilItReturns()
    {
        var instance = Create(outageAllowance: 30);
        Assert.Equal(50, _time.Run(() => UseAsync(instance, requests: 50)));

        _store.IsDown = true;
        var duringTheOutage = _time.Run(() => UseAsync(instance, requests: 600));
        var refused = Reserve(instance).Refusal;
        _store.IsDown = false;
        _time.Run(TimeSpan.FromSeconds(20));

        // Syncs are the rarer the farther the limit is; the first one missed is retried at once.
        Assert.InRange(duringTheOutage, 30, 450);
        Assert.Equal(QuotaRefusalReason.StoreUnavailable, refused?.Reason);
        Assert.Equal(10, _time.Run(() => UseAsync(instance, requests: 10)));
        _time.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(60 + duringTheOutage, _store.Find(AccountKeys.Tenant("acme"))!.Find("requests/hour")!.Billed);
    }

    [Fact]
    public void UsedUp_IsNotForgottenWhileTheWindowLasts()
    {
        var instance = Create();
        Assert.Equal(1000, _time.Run(() => UseAsync(instance, requests: 1100)));

        _time.Run(TimeSpan.FromMinutes(5));

        Assert.False(Reserve(instance).IsGranted);
        _time.Run(TimeSpan.FromHours(1));
        Assert.True(Reserve(instance).IsGranted);
    }

    [Fact]
    public void StandingsOf_AfterTheAccountWasRead_CountsNothingTwice()
    {
        var instance = Create();
        _time.Run(() => UseAsync(instance, requests: 50));

        Assert.Equal(950, Assert.Single(instance.Ledger.StandingsOf(Request)).Remaining);
    }

    // Ten a second, each billed as reserved; how many were granted.
    private async Task<int> UseAsync(Instance instance, int requests)
    {
        var granted = 0;
        for (var i = 0; i < requests; i++)
        {
            var decision = await instance.Ledger.ReserveAsync(Request, default);
            granted += decision.IsGranted ? 1 : 0;
            await _time.Delay(TimeSpan.FromMilliseconds(100));
            decision.Hold.Settle(Request.Amounts);
        }

        return granted;
    }

    private QuotaDecision Reserve(Instance instance) => _time.Run(() => instance.Ledger.ReserveAsync(Request, default).AsTask());

    private Instance Create(long outageAllowance = 0)
    {
        var quota = new QuotaDefinition
        {
            Id = "requests/hour",
            Scope = QuotaScope.Tenant,
            Unit = QuotaUnit.Requests,
            Period = WindowPeriod.Hour,
            Limit = 1000,
            Mode = QuotaMode.Fast,
            OutageAllowance = outageAllowance,
        };
        Instance? instance = null;
        _time.In(TimeSpan.Zero, () => instance = new Instance(
            "instance", _time, _store, new FixedCatalogue { EachTenant = [quota] }, new QuotaOptions(), TimeSpan.Zero, seed: 1));
        _time.Run(TimeSpan.Zero);
        return instance!;
    }
}
