using System.Text.Json;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.State;
using static Tollgate.Tests.Quotas.Accounts.Account;

namespace Tollgate.Tests.Quotas.Accounts;

public sealed class AccountStateTests
{
    [Fact]
    public void Acquire_AloneOnTheAccount_GetsWhatItWants()
    {
        var account = Create().Acquire("a.1", 1, want: 60, need: 5);

        Assert.Equal(60, account.Granted("a.1"));
        Assert.Equal(LeaseOutcome.Granted, account["a.1"]!.Outcome);
        Assert.Equal(40, account.Left());
    }

    [Fact]
    public void Acquire_WithOthers_GetsAShareOfWhatIsLeft()
    {
        var account = Create().Acquire("a.1", 1, want: 20).Acquire("b.1", 1, want: 100);

        Assert.Equal(40, account.Granted("b.1"));
    }

    [Fact]
    public void Acquire_NeedAboveTheShare_IsStillMet() =>
        Assert.Equal(70, Create().Acquire("a.1", 1, want: 20).Acquire("b.1", 1, want: 100, need: 70).Granted("b.1"));

    [Fact]
    public void Acquire_NeedAboveWhatIsLeft_GetsNothingAndIsToldWhy()
    {
        var account = Create().Acquire("a.1", 1, want: 101, need: 101);

        Assert.Equal(0, account.Granted("a.1"));
        Assert.Equal(LeaseOutcome.Denied, account["a.1"]!.Outcome);
        Assert.Equal("usd/day", account["a.1"]!.DeniedBy);
    }

    [Fact]
    public void Acquire_OneOfTwoQuotasCannotMeetTheNeed_GrantsNeither()
    {
        var account = Create(Budget(), Rate(limit: 3));
        account.Apply(LeaseOperation.Acquire, account.Operation("a.1", 1) with
        {
            Asks = [account.Ask(10, 10), account.Ask(4, 4, "requests/minute")],
        });

        Assert.Empty(account["a.1"]!.Slices);
        Assert.Equal("requests/minute", account["a.1"]!.DeniedBy);
    }

    [Fact]
    public void Acquire_DeliveredTwice_GrantsOnce() =>
        Assert.Equal(10, Create().Acquire("a.1", 1, want: 10).Acquire("a.1", 1, want: 10).Granted("a.1"));

    [Fact]
    public void Acquire_OvertakenByALaterOne_GrantsOnlyTheLater() =>
        Assert.Equal(5, Create().Acquire("a.1", 2, want: 5).Acquire("a.1", 1, want: 10).Granted("a.1"));

    [Fact]
    public void Acquire_AfterItsSenderStoppedWaiting_IsDropped()
    {
        var account = Create();
        var late = account.Operation("a.1", 1) with { Asks = [account.Ask(10)] };

        account.After(TimeSpan.FromSeconds(31)).Apply(LeaseOperation.Acquire, late);

        Assert.Null(account["a.1"]);
        Assert.Equal(100, account.Left());
    }

    [Fact]
    public void Acquire_OfAnUndefinedQuota_IsDeniedByIt() =>
        Assert.Equal("usd/year", Create().Acquire("a.1", 1, 1, 1, quota: "usd/year")["a.1"]!.DeniedBy);

    [Fact]
    public void Report_OutOfOrder_KeepsTheLargestTotals()
    {
        var account = Create().Acquire("a.1", 1, want: 50).Report("a.1", 3, settled: 30, returned: 5).Report("a.1", 2, settled: 20);

        Assert.Equal(30, account.Window().Spent);
        Assert.Equal(55, account.Left());
    }

    [Fact]
    public void Report_MoreThanGranted_IsBookedAndCountedAsOverrun()
    {
        var account = Create().Acquire("a.1", 1, want: 10).Report("a.1", 2, settled: 13);

        Assert.Equal(13, account.Window().Spent);
        Assert.Equal(3, account.Window().Overrun);
        Assert.Equal(87, account.Left());
    }

    [Fact]
    public void Report_OfALeaseTheAccountForgot_IsToldSoAndBooksNothing()
    {
        var account = Create().Report("a.1", 7, settled: 13);

        Assert.Equal(LeaseOutcome.Gone, account["a.1"]!.Outcome);
        Assert.Equal(0, account.Window().Spent);
    }

    [Fact]
    public void Report_WithoutALease_IsBooked()
    {
        // In fast mode nothing is leased: the first thing an account hears is what was spent.
        var account = Create();
        account.Apply(LeaseOperation.Acquire, account.Operation("a.1", 1) with
        {
            Totals = [new SliceTotal("usd/day", account.Window().Start, 40, 0)],
        });

        Assert.Equal(40, account.Window().Spent);
        Assert.Equal(60, account.Left());
    }

    [Fact]
    public void Close_FreesTheRemainderAndTurnsAwayWhatItOvertook()
    {
        var account = Create().Acquire("a.1", 1, want: 50).Close("a.1", 3, settled: 20).Report("a.1", 2, settled: 10).Acquire("a.1", 1, want: 50);

        Assert.Equal(80, account.Left());
        Assert.Equal(LeaseStatus.Closed, account["a.1"]!.Status);
    }

    [Fact]
    public void Close_BeforeItsAcquire_LeavesNothingToAcquire()
    {
        var account = Create();
        var acquire = account.Operation("a.1", 1) with { Asks = [account.Ask(50)] };
        account.Apply(LeaseOperation.Close, account.Operation("a.1", 2)).Apply(LeaseOperation.Acquire, acquire);

        Assert.Equal(100, account.Left());
    }

    [Fact]
    public void Close_LongAgo_LeavesNoTombstone()
    {
        var account = Create().Acquire("a.1", 1, want: 50).Close("a.1", 2, settled: 20).After(TimeSpan.FromSeconds(31)).Define(Budget());

        Assert.Empty(account.State.Leases);
    }

    [Fact]
    public void Lease_WithoutAReport_IsWrittenOff()
    {
        var account = Create().Acquire("a.1", 1, want: 50).Report("a.1", 2, settled: 20).After(TimeSpan.FromSeconds(61)).Define(Budget());

        Assert.Equal(30, account.State.WrittenOff("usd/day", account.Window().Start));
        Assert.Equal(0, account.State.Outstanding("usd/day", account.Window().Start));
        Assert.Equal(50, account.Left());
    }

    [Fact]
    public void Report_AfterTheWriteOff_ReversesItWithoutChangingWhatIsLeft()
    {
        var account = Create().Acquire("a.1", 1, want: 50).After(TimeSpan.FromSeconds(61)).Report("a.1", 2, settled: 20);

        Assert.Equal(LeaseStatus.Live, account["a.1"]!.Status);
        Assert.Equal(50, account.Left());
        Assert.Equal(80, account.Close("a.1", 3, settled: 20).Left());
    }

    [Fact]
    public void WriteOff_AnHourLater_IsFinalAndItsOwnerIsToldToOpenAnother()
    {
        var account = Create().Acquire("a.1", 1, want: 50).After(TimeSpan.FromMinutes(2)).Define(Budget())
            .After(TimeSpan.FromMinutes(61)).Define(Budget()).Report("a.1", 2, settled: 20);

        Assert.Equal(LeaseOutcome.Gone, account["a.1"]!.Outcome);
        Assert.Equal(50, account.Window().WrittenOff);
        Assert.Equal(50, account.Left());
    }

    [Fact]
    public void Window_HasEnded_NextOneStartsFullAndOldSpendingIsBookedToTheOld()
    {
        var account = Create().Acquire("a.1", 1, want: 50);
        var old = account.Window().Start;
        account.After(TimeSpan.FromHours(12)).Report("a.1", 2, settled: 30, isFinal: true, window: old);

        Assert.Equal(100, account.Left());
        Assert.Equal(30, account.State.Find("usd/day")!.Find(old)!.Spent);
        Assert.Equal(0, account.Window().Spent);
    }

    [Fact]
    public void Window_ClockOfTheNextHostIsBehind_IsNotReopened()
    {
        var account = Create().After(TimeSpan.FromHours(12)).Acquire("a.1", 1, want: 50);
        var window = account.Window().Start;
        account.After(TimeSpan.FromSeconds(-5)).Acquire("b.1", 1, want: 10, window: window);

        Assert.Equal(window, account["b.1"]!.Slices[0].Window);
    }

    [Fact]
    public void Acquire_ForAWindowThatHasEnded_GetsNothingOfTheOneThatFollowed()
    {
        var account = Create();
        var ended = account.Window().Start;
        account.After(TimeSpan.FromHours(12)).Acquire("a.1", 1, want: 50, need: 5, window: ended);

        Assert.Empty(account["a.1"]!.Slices);
        Assert.Equal(LeaseOutcome.Ended, account["a.1"]!.Outcome);
        Assert.Equal(100, account.Left());
    }

    [Fact]
    public void Acquire_ForTheNextWindowShortlyBefore_IsBookedToIt()
    {
        var account = Create(Rate()).After(TimeSpan.FromSeconds(58));
        var next = Ms(Start.AddMinutes(1));
        account.Acquire("a.1", 1, want: 40, quota: "requests/minute", window: next);

        Assert.Equal(50, account.Left("requests/minute"));
        Assert.Equal(10, account.After(TimeSpan.FromSeconds(2)).Left("requests/minute"));
    }

    [Fact]
    public void FinalSlice_IsForgottenOnceItsOwnerIsDoneWithIt()
    {
        var account = Create().Acquire("a.1", 1, want: 50);
        account.Report("a.1", 2, settled: 30, isFinal: true).Report("a.1", 3, settled: 30, isFinal: true);
        Assert.Single(account["a.1"]!.Slices);

        account.Apply(LeaseOperation.Report, account.Operation("a.1", 4) with { IsConfirmed = true }).Report("a.1", 2, settled: 30);

        Assert.Empty(account["a.1"]!.Slices);
        Assert.Equal(30, account.Window().Spent);
    }

    [Fact]
    public void Bucket_EmptiedAndRefilled_NeverHoldsMoreThanItsCapacityWithWhatIsLeased()
    {
        var account = Create(Bucket()).Acquire("a.1", 1, want: 15, quota: "bucket").After(TimeSpan.FromSeconds(50)).Define(Bucket());

        Assert.Equal(5, account.Left("bucket"));
        Assert.Equal(10, account.Report("a.1", 2, settled: 5, returned: 5, quota: "bucket", window: 0).Left("bucket"));
        Assert.Equal(12, account.After(TimeSpan.FromSeconds(4)).Define(Bucket()).Left("bucket"));
    }

    [Fact]
    public void Define_HigherRevision_WinsAndALowerOneArrivingLaterDoesNot()
    {
        var account = Create().Define(Budget(limit: 50, revision: 3)).Define(Budget(limit: 500, revision: 2));

        Assert.Equal(50, account.Left());
    }

    [Fact]
    public void Define_SameRevision_TheSmallerLimitWins() =>
        Assert.Equal(80, Create().Define(Budget(limit: 200)).Define(Budget(limit: 80)).Left());

    [Fact]
    public void Define_SameRevisionAndLimit_TheStricterRestWinsWhicheverComesFirst()
    {
        var (slow, fast) = (Bucket(refill: 0.5m), Bucket(refill: 2m));

        Assert.Equal(0.5m, Create(slow).Define(fast).State.Find("bucket")!.Definition.RefillPerSecond);
        Assert.Equal(0.5m, Create(fast).Define(slow).State.Find("bucket")!.Definition.RefillPerSecond);
        Assert.Equal(QuotaMode.Strict, Create(Rate(mode: QuotaMode.Fast)).Define(Rate()).State.Find("requests/minute")!.Definition.Mode);
    }

    [Fact]
    public void Define_LimitBelowWhatIsOut_TakesNothingBackAndGrantsNothingNew()
    {
        var account = Create().Acquire("a.1", 1, want: 60).Define(Budget(limit: 30, revision: 2)).Acquire("b.1", 1, want: 10);

        Assert.Equal(60, account.Granted("a.1"));
        Assert.Equal(0, account.Granted("b.1"));
    }

    [Fact]
    public void Define_AnotherZone_TakesEffectAtTheEndOfTheWindow()
    {
        var account = Create().Acquire("a.1", 1, want: 60);
        var end = account.Window().End;
        account.Define(Budget(revision: 2) with { TimeZone = "America/New_York" });
        Assert.Equal(end, account.Window().End);

        account.After(TimeSpan.FromHours(12)).Define(Budget());

        Assert.Equal(end, account.Window().Start);
        Assert.Equal(Ms(new DateTimeOffset(2030, 1, 2, 5, 0, 0, TimeSpan.Zero)), account.Window().End);
    }

    [Fact]
    public void Starved_ReturnsOfOthers_GoToTheFirstInLine()
    {
        var account = Create().Acquire("a.1", 1, want: 95).Acquire("b.1", 1, want: 20, need: 20);
        Assert.Equal(LeaseOutcome.Queued, account["b.1"]!.Outcome);

        account.Acquire("c.1", 1, want: 4, need: 4);
        Assert.Equal(LeaseOutcome.Queued, account["c.1"]!.Outcome);

        account.Report("a.1", 2, settled: 10, returned: 60);

        Assert.Equal(LeaseOutcome.Granted, account["b.1"]!.Outcome);
        Assert.InRange(account.Granted("b.1"), 20, 65);
        Assert.Empty(account.State.Claims);
    }

    [Fact]
    public void Starved_NobodyCouldHandBackEnough_IsPlainlyDenied() =>
        Assert.Equal(
            LeaseOutcome.Denied,
            Create().Acquire("a.1", 1, want: 50).Report("a.1", 2, settled: 50).Acquire("b.1", 1, want: 60, need: 60)["b.1"]!.Outcome);

    [Fact]
    public void Starved_ClaimIsNotForEver()
    {
        var account = Create().Acquire("a.1", 1, want: 95).Acquire("b.1", 1, want: 20, need: 20)
            .After(TimeSpan.FromSeconds(6)).Acquire("c.1", 1, want: 4, need: 4);

        Assert.Equal(LeaseOutcome.Granted, account["c.1"]!.Outcome);
    }

    [Theory]
    [InlineData("account.unheard-of", "{}")]
    [InlineData(LeaseOperation.Acquire, "null")]
    [InlineData(LeaseOperation.Acquire, "\"text\"")]
    [InlineData(LeaseOperation.Acquire, """{"Lease":"a.1","Seq":1,"Asks":null}""")]
    [InlineData(LeaseOperation.Acquire, """{"Lease":"a.1","Seq":1,"Asks":[{"Quota":"usd/day","Want":-5}]}""")]
    [InlineData(LeaseOperation.Report, """{"Lease":"a.1","Seq":1,"Totals":[{"Quota":"usd/day","Settled":9223372036854775807}]}""")]
    [InlineData(DefineOperation.Kind, """{"Definitions":[{"Id":"x","Period":77}]}""")]
    public void Apply_SomethingItCannotUnderstand_RecordsItAndGoesOn(string kind, string payload)
    {
        var account = Create().Apply(new Envelope { Kind = kind, Id = "odd", Payload = JsonSerializer.Deserialize<JsonElement>(payload) });

        Assert.Equal(["odd"], account.State.Rejected.LastIds);
        Assert.Equal(100, account.Left());
    }

    [Fact]
    public void State_With250LeasesOverTwoQuotas_StaysBelow64Kilobytes()
    {
        var account = Create(Budget(limit: 1_000_000_000_000), Rate(limit: 1_000_000));
        for (var i = 0; i < 250; i++)
        {
            account.Apply(LeaseOperation.Acquire, account.Operation($"abcdefghij{i:00}.1", 1) with
            {
                Asks = [account.Ask(123_456_789), account.Ask(120, quota: "requests/minute")],
                Totals = [new SliceTotal("usd/day", account.Window().Start, 98_765_432, 0)],
            });
        }

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(account.State).Length, 10_000, 65_536);
    }

    [Fact]
    public void State_CrashLoop_KeepsABoundedNumberOfLeasesAndLosesNoneOfTheirBudgets()
    {
        var account = Create(Budget(limit: 1_000_000));
        for (var i = 0; i < 1500; i++)
        {
            account.After(TimeSpan.FromSeconds(1)).Acquire($"crash{i}.1", 1, want: 10);
        }

        var window = account.Window();
        Assert.InRange(account.State.Leases.Count, 1, 600);
        Assert.Equal(15_000, account.State.Outstanding("usd/day", window.Start) + account.State.WrittenOff("usd/day", window.Start));
    }

    private static Account Create(params Tollgate.Quotas.QuotaDefinition[] definitions) =>
        new Account().Define(definitions.Length == 0 ? [Budget()] : definitions);
}
