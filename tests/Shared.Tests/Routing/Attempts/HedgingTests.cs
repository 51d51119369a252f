using Tollgate.Pricing;
using Tollgate.Quotas;
using Tollgate.Quotas.Windows;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Options;
using Tollgate.Tests.Quotas.Fleet;

namespace Tollgate.Tests.Routing.Attempts;

public sealed class HedgingTests
{
    [Fact]
    public async Task First_AnswersInTime_NobodyElseIsAsked()
    {
        var bench = Create();
        var timers = bench.Harness.Time.ArmedTimers;
        var running = bench.Harness.RunAsync(stream: true);
        bench.Of("a").AnswerInFull();

        await running;

        Assert.Equal(["event a1", "event a2", "complete"], Heard(bench));
        Assert.Equal(1, bench.Harness.Ledger.Single.Attempts);
        Assert.Equal(timers, bench.Harness.Time.ArmedTimers);
    }

    [Fact]
    public async Task First_IsLate_TheSecondAnswersAndTheFirstIsStoppedAndPaid()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        bench.Of("b").AnswerInFull();
        await bench.Of("a").Stopped.Task;

        await running;

        var record = bench.Harness.Ledger.Single;
        Assert.Equal(["event b1", "event b2", "complete"], Heard(bench));
        Assert.Equal((200, 2, "b"), (record.Status, record.Attempts, record.Provider));
        var lost = Assert.Single(record.Failed);
        Assert.Equal(("a/x", "hedge_lost", 499, TimeSpan.FromSeconds(1)), (lost.Deployment.Id, lost.Code, lost.Status, lost.Latency));
        Assert.True(lost.Cost > Money.Zero, "whoever is stopped may well bill what it was asked");
        Assert.Equal(lost.Cost + new Money(30_000), record.Cost);
        Assert.True(record.Usage.IsEstimated);
    }

    [Fact]
    public async Task First_AnswersAfterTheSecondWasAsked_IsTakenAndTheSecondIsStopped()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        bench.Of("a").AnswerInFull();
        await bench.Of("b").Stopped.Task;

        await running;

        Assert.Equal(["event a1", "event a2", "complete"], Heard(bench));
        Assert.Equal(("a", 2), (bench.Harness.Ledger.Single.Provider, bench.Harness.Ledger.Single.Attempts));
        Assert.Equal("b/x", Assert.Single(bench.Harness.Ledger.Single.Failed).Deployment.Id);
    }

    [Fact]
    public async Task Loser_SaysNothingOfItsProvidersHealth()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        bench.Of("b").AnswerInFull();

        await running;

        Assert.Equal(0, bench.Harness.Health.Summarize("a").Requests);
        Assert.Equal(1, bench.Harness.Health.Summarize("b").Requests);
    }

    [Fact]
    public async Task Second_Fails_TheFirstMayStillAnswer()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        var failure = bench.FailureOf("b");
        bench.Of("b").Answer.SetResult("503");
        await failure;
        bench.Of("a").AnswerInFull();

        await running;

        Assert.Equal(["event a1", "event a2", "complete"], Heard(bench));
        Assert.Equal(("a", 2, 60_000), (bench.Harness.Ledger.Single.Provider, bench.Harness.Ledger.Single.Attempts, bench.Harness.Ledger.Single.Cost.NanoUsd));
    }

    [Fact]
    public async Task First_FailsWhileTheSecondIsUnderWay_IsNotFollowedByAThird()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        var failure = bench.FailureOf("a");
        bench.Of("a").Answer.SetResult("503");
        await failure;
        bench.Of("b").AnswerInFull();

        await running;

        Assert.Equal(["event b1", "event b2", "complete"], Heard(bench));
        Assert.Equal((2, 60_000), (bench.Harness.Ledger.Single.Attempts, bench.Harness.Ledger.Single.Cost.NanoUsd));
        Assert.Equal("upstream_error", Assert.Single(bench.Harness.Ledger.Single.Failed).Code);
    }

    [Fact]
    public async Task Both_Fail_TheNextTargetIsAsked()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        bench.Of("a").Answer.SetResult("503");
        bench.Of("b").Answer.SetResult("503");
        bench.Of("c").AnswerInFull();

        await running;

        Assert.Equal(["event c1", "event c2", "complete"], Heard(bench));
        Assert.Equal(["a/x", "b/x"], bench.Harness.Ledger.Single.Failed.Select(failed => failed.Deployment.Id).Order());
        Assert.Equal(90_000, bench.Harness.Ledger.Single.Cost.NanoUsd);
    }

    [Fact]
    public async Task Request_IsAtFault_TheClientIsToldAndTheSecondIsStopped()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        bench.Of("a").Answer.SetResult("400");
        await bench.Of("b").Stopped.Task;

        await running;

        Assert.Equal("fail 400 upstream_rejected_request", Assert.Single(bench.Harness.Reply.Told));
        Assert.Equal((400, 2), (bench.Harness.Ledger.Single.Status, bench.Harness.Ledger.Single.Attempts));
    }

    [Fact]
    public async Task Second_FindsFaultWithTheRequest_TheFirstMayStillAnswer()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        var failure = bench.EndOf("b");
        bench.Of("b").Answer.SetResult("400");
        await failure;
        bench.Of("a").AnswerInFull();

        await running;

        Assert.Equal(["event a1", "event a2", "complete"], Heard(bench));
        Assert.Equal((200, "a"), (bench.Harness.Ledger.Single.Status, bench.Harness.Ledger.Single.Provider));
    }

    [Fact]
    public async Task Client_LeavesWhileBothAreUnderWay_BothAreStoppedAndPaid()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        await bench.Harness.Client.CancelAsync();
        await bench.Of("a").Stopped.Task;
        await bench.Of("b").Stopped.Task;

        await running;

        var record = bench.Harness.Ledger.Single;
        Assert.Equal((499, 2), (record.Status, record.Attempts));
        Assert.Equal("hedge_abandoned", Assert.Single(record.Failed).Code);
        Assert.Equal(record.Failed[0].Cost.NanoUsd * 2, record.Cost.NanoUsd);
        Assert.True(record.Cost > Money.Zero);
    }

    [Fact]
    public async Task Client_LeavesWithinTheAnswer_ItsProviderIsStopped()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bench = new HedgeBench(HedgeBench.Hedging, before: told => _ = told == "flush" && begun.TrySetResult());
        var running = await bench.RacingAsync();
        bench.Of("b").Answer.SetResult("ok");
        await begun.Task;
        await bench.Harness.Client.CancelAsync();
        await bench.Of("b").Stopped.Task;

        await running;

        Assert.Equal((499, "b"), (bench.Harness.Ledger.Single.Status, bench.Harness.Ledger.Single.Provider));
    }

    [Fact]
    public async Task Deadline_PassesWhileBothAreUnderWay_IsToldAndPaid()
    {
        var bench = Create();
        var running = await bench.RacingAsync();
        bench.Harness.Time.Advance(TimeSpan.FromSeconds(300));

        await running;

        Assert.Equal("fail 504 request_timeout", Assert.Single(bench.Harness.Reply.Told));
        Assert.Equal((504, 2), (bench.Harness.Ledger.Single.Status, bench.Harness.Ledger.Single.Attempts));
    }

    [Theory]
    [InlineData(false, true, 4)]
    [InlineData(true, false, 4)]
    [InlineData(true, true, 1)]
    public async Task SecondAttempt_WhereItIsNotWanted_IsNotMade(bool stream, bool enabled, int maxAttempts)
    {
        var bench = new HedgeBench(new HedgingOptions { IsEnabled = enabled, Delay = HedgeBench.Delay }, new RetryOptions { MaxAttempts = maxAttempts });
        var running = bench.Harness.RunAsync(stream);
        await bench.Of("a").Asked.Task;
        bench.Harness.Time.Advance(TimeSpan.FromSeconds(100));
        bench.Of("a").AnswerInFull();

        await running;

        Assert.Equal(1, bench.Harness.Ledger.Single.Attempts);
        Assert.False(bench.Of("b").Asked.Task.IsCompleted);
    }

    [Fact]
    public async Task SecondAttempt_TheBudgetDoesNotCoverBoth_IsNotMadeAndTheFirstIsNotHurt()
    {
        // 8,192 tokens of an answer at ten dollars a million, and little for the prompt: once, and not twice.
        var bench = new HedgeBench(HedgeBench.Hedging, quotas: Budget(100_000_000));
        var running = await bench.LateUnderLimitsAsync(",\"max_tokens\":8192");

        // It waits for what the first one may give back.
        await bench.Harness.Time.WhenArmedAsync(bench.IdleTimers + 2);
        bench.Of("a").AnswerInFull();

        await running;

        Assert.Equal((200, 1, 30_000), (bench.Harness.Ledger.Single.Status, bench.Harness.Ledger.Single.Attempts, bench.Harness.Ledger.Single.Cost.NanoUsd));
        Assert.False(bench.Of("b").Asked.Task.IsCompleted);
    }

    [Fact]
    public async Task SecondAttempt_OfAModelThatMayThink_IsNotMadeWhereALimitWouldBeChargedForMuch()
    {
        var bench = new HedgeBench(HedgeBench.Hedging, quotas: Budget(1_000_000_000_000), mayThink: true);
        var running = await bench.LateUnderLimitsAsync(",\"max_tokens\":8192");
        bench.Of("a").AnswerInFull();

        await running;

        Assert.False(bench.Of("b").Asked.Task.IsCompleted);
        Assert.Equal(1, bench.Harness.Ledger.Single.Attempts);
    }

    [Fact]
    public async Task SecondAttempt_OfAModelThatMayThink_IsMadeWhereLittleIsReserved()
    {
        var bench = new HedgeBench(HedgeBench.Hedging, quotas: Budget(1_000_000_000_000), mayThink: true);
        var running = await bench.LateUnderLimitsAsync(",\"max_tokens\":300");
        await bench.AdvanceUntilAsync(bench.Of("b").Asked.Task);
        bench.Of("b").AnswerInFull();
        await running;

        Assert.Equal(("b", 2), (bench.Harness.Ledger.Single.Provider, bench.Harness.Ledger.Single.Attempts));
    }

    [Fact]
    public async Task SecondAttempts_ThatDoNotHelp_EndWithTheRetryBudget()
    {
        var bench = new HedgeBench(HedgeBench.Hedging, new RetryOptions { BudgetRatio = 0 });
        for (var request = 0; request < 15; request++)
        {
            bench.Forget("a");
            bench.Forget("b");
            var running = await bench.LateAsync();
            if (request < 10)
            {
                await bench.Of("b").Asked.Task;
            }

            bench.Of("a").AnswerInFull();
            await running;
        }

        Assert.Equal([.. Enumerable.Repeat(2, 10), .. Enumerable.Repeat(1, 5)], bench.Harness.Ledger.Records.Select(record => record.Attempts));
    }

    [Fact]
    public async Task First_LosesThreeTimesInARow_IsPutBehindTheOthersForAWhile()
    {
        var bench = Create();
        for (var request = 0; request < 3; request++)
        {
            bench.Forget("a");
            bench.Of("b").AnswerInFull();
            await await bench.LateAsync();
        }

        bench.Forget("a");
        await bench.Harness.RunAsync(stream: true);
        bench.Harness.Time.Advance(TimeSpan.FromSeconds(10));
        bench.Of("a").AnswerInFull();
        await bench.Harness.RunAsync(stream: true);

        Assert.Equal(["b 2", "b 2", "b 2", "b 1", "a 1"], bench.Harness.Ledger.Records.Select(record => $"{record.Provider} {record.Attempts}"));
    }

    [Fact]
    public async Task Trial_OfAHalfOpenCircuit_IsHedgedWithoutBeingTold()
    {
        var bench = new HedgeBench(hedging: null);
        bench.Of("a").Answer.SetResult("503");
        bench.Of("b").AnswerInFull();
        for (var request = 0; request < 5; request++)
        {
            await bench.Harness.RunAsync(stream: true);
        }

        bench.Forget("a");
        bench.Harness.Time.Advance(new CircuitOptions().RecoveryTimeout);
        await await bench.LateAsync();

        var record = bench.Harness.Ledger.Records[^1];
        Assert.Equal((200, 2, "b"), (record.Status, record.Attempts, record.Provider));
        Assert.Equal(("a/x", "hedge_lost"), (Assert.Single(record.Failed).Deployment.Id, record.Failed[0].Code));
    }

    [Theory]
    [InlineData(4, CircuitStatus.HalfOpen)]
    [InlineData(6, CircuitStatus.Open)]
    internal async Task Trial_InOnePiece_ThatIsGivenUpAfterLong_HasFailed(int seconds, CircuitStatus after)
    {
        var bench = new HedgeBench(hedging: null, new RetryOptions { Backoff = TimeSpan.Zero, MaxAttempts = 2 });
        bench.Of("a").Answer.SetResult("503");
        bench.Of("b").AnswerInFull();
        for (var request = 0; request < 5; request++)
        {
            await bench.Harness.RunAsync();
        }

        bench.Forget("a");
        bench.Harness.Time.Advance(new CircuitOptions().RecoveryTimeout);
        var trial = bench.Harness.RunAsync();
        await bench.Of("a").Asked.Task;
        bench.Harness.Time.Advance(TimeSpan.FromSeconds(seconds));
        await bench.Harness.LeaveAsync();
        await trial;

        Assert.Equal(after, bench.Harness.Circuits.Report("a", new CircuitOptions()).Status);
    }

    private static FixedCatalogue Budget(long limit) =>
        new() { EachTenant = [new QuotaDefinition { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = limit, Revision = 1 }] };

    private static HedgeBench Create() => new(HedgeBench.Hedging);

    private static IEnumerable<string> Heard(HedgeBench bench) => bench.Harness.Reply.Told.Where(told => told != "flush");
}
