using Tollgate.Analytics.Experiments;
using Tollgate.Settlement;

namespace Tollgate.Tests.Settlement;

/// <summary>Records of experiments travel as those of days do.</summary>
public sealed class ExperimentLedgerTests
{
    [Fact]
    public async Task Record_ManyInOneInterval_IsOneSignalToTheExperiment()
    {
        var harness = Create();
        for (var i = 0; i < 100; i++)
        {
            await RecordAsync(harness, i % 4 == 0 ? "b" : "control", status: i < 10 ? 502 : 200, isFallback: i == 50);
        }

        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Single(harness.Store.Tried, signal => signal.Entity == ExperimentState.KeyFor("x"));
        var state = harness.Store.Experiment("x");
        Assert.Equal((75, 25), (state.Find("control")!.Requests, state.Find("b")!.Requests));
        Assert.Equal(10, state.Arms.Sum(arm => arm.Errors));
        Assert.Equal(1, state.Arms.Sum(arm => arm.Fallbacks));
        Assert.Equal((7 * 100, 4 * 100), (state.Arms.Sum(arm => arm.Input), state.Arms.Sum(arm => arm.Output)));
        Assert.Equal(100 * 100, state.Arms.Sum(arm => arm.Cost.Sum));
        Assert.Equal(100, harness.TotalOf().Requests);
        Assert.Equal(0, harness.Ledger.Status.PendingRecords);
    }

    [Fact]
    public async Task Record_NothingMore_SendsNothingMore()
    {
        var harness = Create();
        await RecordAsync(harness, "control");

        harness.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(2, harness.Store.Tried.Count);
    }

    [Fact]
    public async Task Record_OfNoExperiment_GoesToItsDayAlone()
    {
        var harness = Create();
        await harness.RecordAsync();

        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Single(harness.Store.Tried);
    }

    [Fact]
    public async Task Record_RefusedBeforeAnybodyWasAsked_SaysNothingOfItsArm()
    {
        var harness = Create();
        await RecordAsync(harness, "control", status: 429, attempts: 0);
        await RecordAsync(harness, "control", status: 503, attempts: 0);
        await RecordAsync(harness, "control", status: 499);

        harness.Clock.Advance(LedgerHarness.OneInterval);

        var arm = harness.Store.Experiment("x").Find("control")!;
        Assert.Equal((2, 1), (arm.Requests, arm.Errors));
    }

    [Theory]
    [InlineData(StoreFault.BeforeEnqueue)]
    [InlineData(StoreFault.AfterEnqueue)]
    internal async Task Flush_Fails_CountsOnce(StoreFault fault)
    {
        var harness = Create();
        harness.Store.FailNext(fault, fault, fault);
        await RecordAsync(harness, "control");

        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, harness.Store.Experiment("x").Find("control")!.Requests);
        Assert.Equal(1, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Record_WhereRequestsAwaitTheCommit_AwaitsBoth()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.SelfHost);

        await RecordAsync(harness, "control");

        Assert.Equal(1, harness.Store.Experiment("x").Find("control")!.Requests);
        Assert.Equal(1, harness.TotalOf().Requests);
    }

    private static LedgerHarness Create() => new(UsageLedgerOptions.FunctionApp);

    private static ValueTask RecordAsync(LedgerHarness harness, string arm, int status = 200, int attempts = 1, bool isFallback = false) =>
        harness.Ledger.RecordAsync(harness.CreateRecord() with
        {
            Status = status,
            Attempts = attempts,
            Experiment = new ExperimentOutcome("x", arm, status == 200 ? TimeSpan.FromMilliseconds(20) : null, isFallback),
        });
}
