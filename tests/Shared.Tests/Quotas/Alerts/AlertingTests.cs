using System.Text.Json;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Alerts;
using Tollgate.State;
using Tollgate.Tests.Quotas.Accounts;
using static Tollgate.Tests.Quotas.Accounts.Account;

namespace Tollgate.Tests.Quotas.Alerts;

public sealed class AlertingTests
{
    private static readonly DateTimeOffset NextDay = new(2030, 1, 2, 0, 0, 1, TimeSpan.Zero);

    [Theory]
    [InlineData(49, new int[0])]
    [InlineData(50, new[] { 50 })]
    [InlineData(79, new[] { 50 })]
    public void Report_SpendingUpToAThreshold_NotesItWhenReached(long spent, int[] expected) =>
        Assert.Equal(expected, Thresholds(Spend(Create(), spent)));

    [Fact]
    public void Report_SpendingStepByStep_NotesEachThresholdOnce()
    {
        var account = Create();
        foreach (var spent in new long[] { 40, 50, 60, 80, 81, 95, 99, 100 })
        {
            Spend(account, spent);
        }

        Assert.Equal([50, 80, 95, 100], Thresholds(account));
    }

    [Fact]
    public void Report_SeveralThresholdsCrossedAtOnce_NotesTheHighestOnly() =>
        Assert.Equal([95, 100], Thresholds(Spend(Spend(Create(), 97), 100)));

    [Fact]
    public void Acquire_WholeLimitLeasedAndNothingSpent_NotesNothing() =>
        Assert.Empty(Thresholds(Create()));

    [Fact]
    public void Acquire_RefusedForWantOfBudget_NotesOneHundredPercent()
    {
        var account = Create(lease: 90);
        Spend(account, 90, closes: true).Acquire("b.1", 1, want: 20, need: 20);

        Assert.Equal([80, 100], Thresholds(account));
        Assert.True(account.Window().Alerts![^1].IsByRefusal);
        Assert.Equal(90, account.Window().Alerts![^1].Spent);
    }

    [Fact]
    public void Acquire_RefusedForWhatOthersHaveLeased_NotesNothing() =>
        Assert.Empty(Thresholds(Create(lease: 90).Acquire("b.1", 1, want: 20, need: 20)));

    [Fact]
    public void Acquire_NeedAboveTheWholeLimit_NotesNothing() =>
        Assert.Empty(Thresholds(Create(lease: 10).Acquire("b.1", 1, want: 101, need: 101)));

    [Fact]
    public void Acquire_RefusedWhereOneHundredIsNotAskedFor_NotesNothing()
    {
        var account = new Account().Define(Alerted(thresholds: [50])).Acquire("a.1", 1, want: 40);
        Spend(account, 40, closes: true).Acquire("b.1", 1, want: 70, need: 70);

        Assert.Empty(Thresholds(account));
    }

    [Fact]
    public void Report_QuotaThatIsNoBudget_NotesNothing()
    {
        var account = new Account().Define(Rate() with { AlertThresholds = [50] }).Acquire("a.1", 1, want: 50, quota: "requests/minute");
        account.Report("a.1", 2, settled: 50, quota: "requests/minute");

        Assert.Null(account.Window("requests/minute").Alerts);
    }

    [Fact]
    public void Report_NextWindow_AlertsAnew()
    {
        var account = Spend(Create(), 60);
        account.Now = NextDay;
        account.Acquire("b.1", 1, want: 100).Report("b.1", 2, settled: 50);

        Assert.Equal([50], Thresholds(account));
    }

    [Fact]
    public void Report_LateForTheWindowThatHasEnded_IsNotedThere()
    {
        var account = Create();
        var window = account.Window();
        account.Now = NextDay;
        account.Report("a.1", 2, settled: 80, window: window.Start);

        Assert.Equal([80], Thresholds(account, account.State.Find("usd/day")!.Find(window.Start)!));
        Assert.Empty(Thresholds(account));
    }

    [Fact]
    public void Define_LimitRaised_ThresholdsNotYetAlertedCountByTheNewLimit()
    {
        var account = Spend(Create(), 80).Define(Alerted(limit: 200, revision: 2)).Acquire("b.1", 1, want: 100);

        Assert.Equal([80], Thresholds(account.Report("b.1", 2, settled: 100)));
        Assert.Equal([80, 95], Thresholds(account.Report("b.1", 3, settled: 110)));
    }

    [Fact]
    public void Define_LimitLoweredToWhatIsSpent_NotesOneHundredPercent() =>
        Assert.Equal([100], Thresholds(Spend(Create(), 40).Define(Alerted(limit: 30, revision: 2))));

    [Fact]
    public void Claim_WhileAnotherHasIt_ChangesNothing()
    {
        var account = Spend(Create(), 50);

        Claim(account, "one");
        Claim(account, "two");

        Assert.Equal("one", Assert.Single(account.Window().Alerts!).Owner);
    }

    [Fact]
    public void Claim_AfterTheOwnersHasRunOut_IsTakenOver()
    {
        var account = Spend(Create(), 50);

        Claim(account, "one");
        Claim(account.After(TimeSpan.FromMinutes(6)), "two");

        Assert.Equal("two", Assert.Single(account.Window().Alerts!).Owner);
    }

    [Fact]
    public void Claim_ArrivingAfterItsOwnEnd_ChangesNothing()
    {
        var account = Spend(Create(), 50);
        var late = Operation(account, "one").ToEnvelope(AlertOperation.Claim);

        account.After(TimeSpan.FromMinutes(6)).Apply(late);

        Assert.Null(Assert.Single(account.Window().Alerts!).Owner);
    }

    [Fact]
    public void Claim_UntilTheEndOfTime_LastsAQuarterOfAnHour()
    {
        var account = Spend(Create(), 50);

        account.Apply((Operation(account, "one") with { Until = long.MaxValue }).ToEnvelope(AlertOperation.Claim));
        Claim(account.After(TimeSpan.FromMinutes(16)), "two");

        Assert.Equal("two", Assert.Single(account.Window().Alerts!).Owner);
    }

    [Fact]
    public void Done_FromWhomever_IsForGood()
    {
        var account = Spend(Create(), 50);
        Claim(account, "one");

        account.Apply(Operation(account, "two").ToEnvelope(AlertOperation.Done));
        Claim(account, "three");
        Spend(account, 60);

        var alert = Assert.Single(account.Window().Alerts!);
        Assert.True(alert.IsDone);
        Assert.Null(alert.Owner);
    }

    [Theory]
    [InlineData("""{ "Quota": null, "Incarnation": "one" }""")]
    [InlineData("""{ "Quota": "usd/day", "Incarnation": "" }""")]
    [InlineData("""{ "Quota": 7 }""")]
    [InlineData("[]")]
    public void Claim_Nonsense_IsRecordedAndChangesNothing(string payload)
    {
        var account = Spend(Create(), 50);

        account.Apply(new Envelope { Kind = AlertOperation.Claim, Id = "odd", Payload = JsonDocument.Parse(payload).RootElement });

        Assert.Equal(["odd"], account.State.Rejected.LastIds);
        Assert.Null(Assert.Single(account.Window().Alerts!).Owner);
    }

    [Fact]
    public void Claim_OfAnAlertThatIsNotThere_ChangesNothing()
    {
        var account = Create();

        Claim(account, "one");

        Assert.Null(account.Window().Alerts);
        Assert.Equal(0, account.State.Rejected.Count);
    }

    private static QuotaDefinition Alerted(long limit = 100, long revision = 1, int[]? thresholds = null) =>
        Budget(limit, revision) with { AlertThresholds = thresholds ?? [50, 80, 95, 100] };

    private static Account Create(long lease = 100) => new Account().Define(Alerted()).Acquire("a.1", 1, want: lease);

    private static Account Spend(Account account, long total, bool closes = false) => closes
        ? account.Close("a.1", account["a.1"]!.Seq + 1, total)
        : account.Report("a.1", account["a.1"]!.Seq + 1, total);

    private static AlertOperation Operation(Account account, string incarnation) => new()
    {
        Quota = "usd/day",
        Window = account.Window().Start,
        Threshold = 50,
        Incarnation = incarnation,
        Until = Ms(account.Now.AddMinutes(5)),
    };

    private static void Claim(Account account, string incarnation) =>
        account.Apply(Operation(account, incarnation).ToEnvelope(AlertOperation.Claim));

    private static int[] Thresholds(Account account, WindowTotals? window = null) =>
        [.. ((window ?? account.Window()).Alerts ?? []).Select(alert => alert.Threshold)];
}
