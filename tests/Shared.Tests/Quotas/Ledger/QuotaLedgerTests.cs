using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Quotas.Ledger;

public sealed class QuotaLedgerTests
{
    private readonly VirtualTime _time = new();
    private readonly SimulatedStore _store;
    private readonly List<Instance> _instances = [];

    public QuotaLedgerTests() => _store = new SimulatedStore(_time, StoreBehaviour.Calm, seed: 1);

    [Theory]
    [InlineData(1, 100, 17)]
    [InlineData(4, 100, 17)]
    [InlineData(4, 400, 399)]
    [InlineData(4, 64, 1)]
    [InlineData(8, 300, 100)]
    public void ReserveAsync_ManyAtOnceAgainstRoomForSome_AdmitsExactlyThose(int instances, int requests, int room)
    {
        // The limit leaves a remainder that no request fits into, wherever the pieces of it lie.
        var catalogue = Tenant(Budget(limit: (room * 10) + 9));
        var fleet = Enumerable.Range(0, instances).Select(_ => Create(catalogue)).ToList();

        var decisions = _time.Run(() => Task.WhenAll(
            Enumerable.Range(0, requests).Select(i => fleet[i % instances].Ledger.ReserveAsync(Request(usd: 10), default).AsTask())));

        Assert.Equal(room, decisions.Count(decision => decision.IsGranted));
        Assert.All(decisions.Where(decision => !decision.IsGranted), decision => Assert.Equal(QuotaRefusalReason.HoldsInFlight, decision.Refusal!.Reason));
        Settle(decisions, billed: 7);
        _time.Run(TimeSpan.FromMinutes(2));
        Assert.Equal(room * 7, Account().Find("usd/day")!.Billed);
        Assert.Equal(0, Account().Leases.Sum(lease => lease.Slices.Sum(slice => slice.Open)));
        Assert.Equal(0, _store.Overspend);
    }

    [Fact]
    public void ReserveAsync_SliceAtHand_CompletesAtOnce()
    {
        var instance = Create(Tenant(Budget()));
        _time.Run(() => ReserveManyAsync(instance, 5));

        Assert.True(instance.Ledger.ReserveAsync(Request(usd: 1), default).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void ReserveAsync_AllIsSpent_RefusesAtOnceAndForTheWholeWindow()
    {
        var instance = Create(Tenant(Budget(limit: 100)));
        Settle(_time.Run(() => ReserveManyAsync(instance, 10, usd: 10)), billed: 10);
        _time.Run(() => ReserveManyAsync(instance, 1, usd: 10));
        var operations = _store.Signals + _store.Reads;

        var decision = instance.Ledger.ReserveAsync(Request(usd: 10), default).AsTask();

        Assert.True(decision.IsCompletedSuccessfully);
        var refusal = _time.Run(() => decision).Refusal!;
        Assert.Equal(QuotaRefusalReason.Spent, refusal.Reason);
        Assert.Equal((0, 10), (refusal.Left, refusal.Needed));
        Assert.Equal(VirtualTime.Start.AddHours(12), refusal.ResetsAt);
        Assert.False(refusal.HelpsToWait);
        Assert.Equal(operations, _store.Signals + _store.Reads);
    }

    [Fact]
    public void ReserveAsync_OnlyHoldsInTheWay_SaysThatWaitingHelpsAndItDoes()
    {
        var instance = Create(Tenant(Budget(limit: 100)));
        var first = _time.Run(() => ReserveManyAsync(instance, 1, usd: 95))[0];
        var second = _time.Run(() => ReserveManyAsync(instance, 1, usd: 20))[0];
        Assert.True(second.Refusal!.HelpsToWait);
        Assert.Equal(5, second.Refusal.Left);

        first.Hold.Settle(new QuotaAmounts(NanoUsd: 30));

        Assert.True(_time.Run(() => ReserveManyAsync(instance, 1, usd: 20))[0].IsGranted);
    }

    [Fact]
    public void ReserveAsync_MoreThanTheWholeLimit_IsToldSo() =>
        Assert.Equal(
            QuotaRefusalReason.ExceedsLimit,
            _time.Run(() => ReserveManyAsync(Create(Tenant(Budget(limit: 100))), 1, usd: 101))[0].Refusal!.Reason);

    [Fact]
    public void ReserveAsync_OneQuotaRefuses_TakesNothingFromTheOthers()
    {
        var catalogue = Tenant(Budget(), Rate(limit: 1));
        var instance = Create(catalogue);

        var decisions = _time.Run(() => ReserveManyAsync(instance, 3, usd: 10));

        Settle(decisions, billed: 10);
        _time.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(10, Account().Find("usd/day")!.Billed);
        Assert.All(Account().Leases, lease => Assert.Empty(lease.Slices));
    }

    [Fact]
    public void ReserveAsync_OthersSitOnWhatTheyDoNotUse_WaitsUntilTheyHandItBack()
    {
        var catalogue = Tenant(Budget(limit: 1000));
        var busy = Create(catalogue);
        Settle(_time.Run(() => ReserveManyAsync(busy, 60, usd: 10)), billed: 5);
        var late = Create(catalogue);

        var decision = _time.Run(() => ReserveManyAsync(late, 1, usd: 600))[0];

        Assert.True(decision.IsGranted);
    }

    [Fact]
    public void ReserveAsync_ZeroOfASpentBudget_PassesAndStillBooksWhatIsBilled()
    {
        var instance = Create(Tenant(Budget(limit: 10)));
        Settle(_time.Run(() => ReserveManyAsync(instance, 1, usd: 10)), billed: 10);

        var free = _time.Run(() => ReserveManyAsync(instance, 1, usd: 0));
        Assert.True(free[0].IsGranted);
        Settle(free, billed: 3);
        _time.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(13, Account().Find("usd/day")!.Billed);
        Assert.Equal(3, Account().Find("usd/day")!.Windows[^1].Overrun);
    }

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        var instance = Create(Tenant(Budget()));
        var hold = _time.Run(() => ReserveManyAsync(instance, 1, usd: 10))[0].Hold;
        hold.Settle(new QuotaAmounts(NanoUsd: 4));
        var next = _time.Run(() => ReserveManyAsync(instance, 1, usd: 10))[0].Hold;

        hold.Settle(new QuotaAmounts(NanoUsd: 4));
        hold.Release();
        next.Settle(new QuotaAmounts(NanoUsd: 5));
        _time.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(9, Account().Find("usd/day")!.Billed);
    }

    [Fact]
    public void Window_Ends_NextOneIsFull()
    {
        var instance = Create(Tenant(Rate(limit: 3)));
        Assert.Equal(3, _time.Run(() => ReserveManyAsync(instance, 5)).Count(decision => decision.IsGranted));

        _time.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(3, _time.Run(() => ReserveManyAsync(instance, 5)).Count(decision => decision.IsGranted));
    }

    [Fact]
    public void Bucket_Emptied_RefillsAtItsRate()
    {
        var bucket = new QuotaDefinition { Id = "bucket", Scope = QuotaScope.Tenant, Unit = QuotaUnit.Requests, Limit = 5, RefillPerSecond = 1 };
        var instance = Create(Tenant(bucket));
        var first = _time.Run(() => ReserveManyAsync(instance, 8));
        Settle(first, billed: 0);
        Assert.InRange(first.Count(decision => decision.IsGranted), 5, 6);

        _time.Run(TimeSpan.FromSeconds(6));

        Assert.InRange(_time.Run(() => ReserveManyAsync(instance, 8)).Count(decision => decision.IsGranted), 5, 6);
    }

    [Fact]
    public void Limit_Raised_VoidsTheRefusal()
    {
        var instance = Create(Tenant(Budget(limit: 10)));
        Settle(_time.Run(() => ReserveManyAsync(instance, 2, usd: 10)), billed: 10);

        instance.Ledger.Use(Tenant(Budget(limit: 30) with { Revision = 2 }));

        Assert.True(_time.Run(() => ReserveManyAsync(instance, 1, usd: 10))[0].IsGranted);
    }

    [Fact]
    public void Idle_Instance_ClosesItsLeaseAndThenSaysNothing()
    {
        var instance = Create(Tenant(Budget()));
        Settle(_time.Run(() => ReserveManyAsync(instance, 50)), billed: 1);
        _time.Run(TimeSpan.FromSeconds(40));

        Assert.All(Account().Leases, lease => Assert.Equal(LeaseStatus.Closed, lease.Status));
        var operations = _store.Signals + _store.Reads;
        _time.Run(TimeSpan.FromMinutes(10));
        Assert.Equal(operations, _store.Signals + _store.Reads);
    }

    [Fact]
    public void StopAsync_FreesTheRestAndCountsOpenHoldsAsSpent()
    {
        var instance = Create(Tenant(Budget(limit: 1000)));
        var decisions = _time.Run(() => ReserveManyAsync(instance, 2, usd: 10));
        decisions[0].Hold.Settle(new QuotaAmounts(NanoUsd: 4));

        _time.Run(async () =>
        {
            await instance.Ledger.StopAsync(default);
            return true;
        });
        _time.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(14, Account().Find("usd/day")!.Billed);
        Assert.Equal(986, Account().Left(Account().Find("usd/day")!, Account().Find("usd/day")!.Windows[^1].Start));
    }

    [Fact]
    public void Kill_LosesNoMoreThanTheLease()
    {
        var catalogue = Tenant(Budget(limit: 1000));
        var doomed = Create(catalogue);
        Settle(_time.Run(() => ReserveManyAsync(doomed, 3, usd: 10)), billed: 10);
        doomed.Kill();
        _time.Run(TimeSpan.FromMinutes(2));
        var survivor = Create(catalogue);

        var granted = _time.Run(() => ReserveManyAsync(survivor, 100, usd: 10)).Count(decision => decision.IsGranted);

        Assert.InRange(granted, 90, 97);
        Assert.Equal(0, _store.Overspend);
    }

    [Fact]
    public void StoreIsDown_PolicyDenies_SaysSoWithinItsDeadlineAndAllIsBookedWhenItReturns()
    {
        var instance = Create(Tenant(Budget(limit: 1000)));
        var before = _time.Run(() => ReserveManyAsync(instance, 3, usd: 10));
        _store.IsDown = true;
        var started = _time.Elapsed;

        var refused = _time.Run(() => ReserveManyAsync(instance, 1, usd: 500))[0];

        Assert.Equal(QuotaRefusalReason.StoreUnavailable, refused.Refusal!.Reason);
        Assert.InRange(_time.Elapsed - started, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
        Settle(before, billed: 10);
        _time.Run(TimeSpan.FromMinutes(2));
        _store.IsDown = false;
        _time.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(30, Account().Find("usd/day")!.Billed);
    }

    [Fact]
    public void StoreIsDown_AndReturnsWithinThePatience_NobodyIsRefused()
    {
        var instance = Create(Tenant(Budget(limit: 1000) with { OutageAllowance = 900 }));
        _store.IsDown = true;
        _time.In(TimeSpan.FromSeconds(2), () => _store.IsDown = false);

        var decisions = _time.Run(() => ReserveManyAsync(instance, 3, usd: 400));

        Assert.Equal(2, decisions.Count(decision => decision.IsGranted));
        Settle(decisions, billed: 400);
        _time.Run(TimeSpan.FromMinutes(1));
        Assert.Equal((800, 0), (Account().Find("usd/day")!.Billed, Account().Find("usd/day")!.Windows[^1].Overrun));
    }

    [Fact]
    public void StoreIsDown_ForLongerThanThePatience_RefusesWithoutWaiting()
    {
        var instance = Create(Tenant(Budget(limit: 1000)));
        _store.IsDown = true;
        _time.Run(() => ReserveManyAsync(instance, 1));
        var started = _time.Elapsed;

        Assert.Equal(QuotaRefusalReason.StoreUnavailable, _time.Run(() => ReserveManyAsync(instance, 1))[0].Refusal!.Reason);
        Assert.InRange(_time.Elapsed - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void StoreIsDown_PolicyAllowsUpToACap_SpendsThatMuchAndBooksItWhenTheStoreReturns()
    {
        var instance = Create(Tenant(Budget(limit: 1000) with { OutageAllowance = 55 }));
        _store.IsDown = true;

        var decisions = _time.Run(() => ReserveManyAsync(instance, 10, usd: 10));

        Assert.Equal(5, decisions.Count(decision => decision.IsGranted));
        Settle(decisions, billed: 10);
        _store.IsDown = false;
        _time.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(50, Account().Find("usd/day")!.Billed);
    }

    [Fact]
    public void Fast_FirstRequest_IsAdmittedWithoutTheStoreAndReconciledAfter()
    {
        var catalogue = Tenant(Rate(limit: 100) with { Mode = QuotaMode.Fast });
        var (first, second) = (Create(catalogue), Create(catalogue));

        var decision = first.Ledger.ReserveAsync(Request(), default).AsTask();
        Assert.True(decision.IsCompletedSuccessfully);
        Settle(_time.Run(() => ReserveManyAsync(first, 79)), billed: 1);
        Settle(_time.Run(() => ReserveManyAsync(second, 1)), billed: 1);
        _time.Run(TimeSpan.FromSeconds(20));

        Assert.InRange(_time.Run(() => ReserveManyAsync(second, 40)).Count(d => d.IsGranted), 19, 20);
    }

    [Fact]
    public void ApiKey_HasItsOwnLimitInsideTheTenants()
    {
        var key = Rate(limit: 2) with { Id = "key:k1/requests/minute", Scope = QuotaScope.ApiKey, ApiKey = "k1" };
        var instance = Create(Tenant(Rate(limit: 100), key));

        var withKey = _time.Run(() => Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            instance.Ledger.ReserveAsync(QuotaRequest.ForCaller("acme", "k1", null, new QuotaAmounts(Requests: 1)), default).AsTask())));

        Assert.Equal(2, withKey.Count(decision => decision.IsGranted));
        Assert.True(_time.Run(() => ReserveManyAsync(instance, 1))[0].IsGranted);
    }

    [Fact]
    public void Users_MoreThanThereIsRoomFor_ShareTheirTenantsLimits()
    {
        var fast = Rate(limit: 5) with { Scope = QuotaScope.User, Mode = QuotaMode.Fast };
        var catalogue = new FixedCatalogue { EachUser = [fast], EachTenant = [Budget()] };
        var instance = Create(catalogue, new QuotaOptions { MaxAccounts = 10 });

        var decisions = _time.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(i => instance.Ledger.ReserveAsync(
            QuotaRequest.ForCaller("acme", null, $"{i}{new string('x', 10_000)}", new QuotaAmounts(1, 1)), default).AsTask())));

        Assert.All(decisions, decision => Assert.True(decision.IsGranted));
    }

    [Fact]
    public void StandingsOf_AfterSpending_TellsWhatRemainsAndUntilWhen()
    {
        var instance = Create(Tenant(Budget(limit: 1000)));
        Settle(_time.Run(() => ReserveManyAsync(instance, 3, usd: 10)), billed: 10);
        _time.Run(TimeSpan.FromSeconds(1));

        var standing = Assert.Single(instance.Ledger.StandingsOf(Request()));

        Assert.Equal(970, standing.Remaining);
        Assert.Equal(VirtualTime.Start.AddHours(12), standing.ResetsAt);
    }

    private static QuotaDefinition Budget(long limit = 1_000_000) =>
        new() { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = limit, Revision = 1 };

    private static QuotaDefinition Rate(long limit) =>
        new() { Id = "requests/minute", Scope = QuotaScope.Tenant, Unit = QuotaUnit.Requests, Period = WindowPeriod.Minute, Limit = limit };

    private static FixedCatalogue Tenant(params QuotaDefinition[] definitions) => new() { EachTenant = definitions };

    private static QuotaRequest Request(long usd = 1) => QuotaRequest.ForCaller("acme", null, null, new QuotaAmounts(usd, 1));

    private static Task<QuotaDecision[]> ReserveManyAsync(Instance instance, int count, long usd = 1) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => instance.Ledger.ReserveAsync(Request(usd), default).AsTask()));

    private static void Settle(IEnumerable<QuotaDecision> decisions, long billed)
    {
        foreach (var decision in decisions)
        {
            decision.Hold.Settle(new QuotaAmounts(NanoUsd: billed));
        }
    }

    private AccountState Account() => _store.Find(AccountKeys.Tenant("acme"))!;

    private Instance Create(IQuotaCatalogue catalogue, QuotaOptions? options = null)
    {
        var number = _instances.Count + 1;
        _time.In(TimeSpan.Zero, () => _instances.Add(new Instance(
            $"instance{number}", _time, _store, catalogue, options ?? new QuotaOptions(), TimeSpan.Zero, number)));
        _time.Run(TimeSpan.Zero);
        return _instances[^1];
    }
}
