using Tollgate.Quotas;
using Tollgate.Quotas.Windows;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Ledger;

/// <summary>Requests that wait for what other instances have: none that can be afforded is refused for good.</summary>
public sealed class WaitingTests
{
    private readonly VirtualTime _time = new();
    private readonly SimulatedStore _store;
    private int _instances;

    public WaitingTests() => _store = new SimulatedStore(_time, StoreBehaviour.Calm, seed: 1);

    [Fact]
    public void BusyInstance_HandsBackWhatItCouldUseAgainAtOnce()
    {
        var (busy, other) = (Create(limit: 100), Create(limit: 100));
        for (var i = 0; i < 9; i++)
        {
            _time.In(TimeSpan.Zero, () => _ = OccupyAsync(busy));
        }

        _time.Run(TimeSpan.FromSeconds(5));

        Assert.True(Reserve(other, 60).IsGranted);
    }

    [Fact]
    public void Instances_ThatEachHoldAPartOfWhatBothNeed_AreServedOneAfterTheOther()
    {
        var (one, other) = (Create(limit: 100), Create(limit: 100));
        var parts = _time.Run(() => Task.WhenAll(Enumerable.Range(0, 8).Select(i => ReserveAsync(i % 2 == 0 ? one : other, 12))));
        Array.ForEach(parts, part => part.Hold.Release());

        var served = _time.Run(() => Task.WhenAll(UseAsync(one, 90), UseAsync(other, 90)));

        Assert.Equal([true, true], served);
    }

    [Fact]
    public void ThirdInstance_IsServedInItsTurn()
    {
        var hoarder = Create(limit: 100);
        Reserve(hoarder, 95).Hold.Release();
        var waiting = Enumerable.Range(0, 3).Select(_ => Create(limit: 100)).ToList();

        var served = _time.Run(() => Task.WhenAll(waiting.Select(instance => UseAsync(instance, 60))));

        Assert.Equal([true, true, true], served);
    }

    [Fact]
    public void Refusal_WhileOthersHaveWhatIsMissing_IsNotRemembered()
    {
        var (one, other) = (Create(limit: 100), Create(limit: 100));
        var hold = Reserve(one, 80).Hold;
        Assert.False(Reserve(other, 60).IsGranted);
        hold.Release();

        Assert.True(Reserve(other, 60).IsGranted);
    }

    [Fact]
    public void ManyOnOneInstance_WhoseSumDoesNotFit_AreServedAsFarAsTheyDo()
    {
        var instance = Create(limit: 100);

        var decisions = _time.Run(() => Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ReserveAsync(instance, 30))));

        Assert.Equal(3, decisions.Count(decision => decision.IsGranted));
    }

    [Fact]
    public void Lease_AfterTheAccountWasForgotten_HasANameOfItsOwn()
    {
        var instance = Create(limit: 100);
        Reserve(instance, 10).Hold.Release();
        _time.Run(TimeSpan.FromSeconds(20));
        var started = _time.Elapsed;
        var waited = TimeSpan.MaxValue;

        _time.Run(async () =>
        {
            var decision = await ReserveAsync(instance, 10);
            waited = _time.Elapsed - started;
            return decision;
        });

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    // Reserves, costs nothing, and reserves again.
    private async Task OccupyAsync(Instance instance)
    {
        while (_time.Elapsed < TimeSpan.FromSeconds(30))
        {
            var decision = await ReserveAsync(instance, 10);
            await _time.Delay(TimeSpan.FromMilliseconds(40));
            decision.Hold.Release();
        }
    }

    private async Task<bool> UseAsync(Instance instance, long usd)
    {
        var decision = await ReserveAsync(instance, usd);
        await _time.Delay(TimeSpan.FromMilliseconds(100));
        decision.Hold.Release();
        return decision.IsGranted;
    }

    private static Task<QuotaDecision> ReserveAsync(Instance instance, long usd) =>
        instance.Ledger.ReserveAsync(QuotaRequest.ForCaller("acme", null, null, new QuotaAmounts(usd)), default).AsTask();

    private QuotaDecision Reserve(Instance instance, long usd) => _time.Run(() => ReserveAsync(instance, usd));

    private Instance Create(long limit)
    {
        var catalogue = new FixedCatalogue
        {
            EachTenant = [new QuotaDefinition { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = limit }],
        };
        var number = ++_instances;
        Instance? instance = null;
        _time.In(TimeSpan.Zero, () =>
            instance = new Instance($"instance{number}", _time, _store, catalogue, new QuotaOptions(), TimeSpan.Zero, number));
        _time.Run(TimeSpan.Zero);
        return instance!;
    }
}
