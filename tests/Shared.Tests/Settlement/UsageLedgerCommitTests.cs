using Tollgate.Settlement;

namespace Tollgate.Tests.Settlement;

/// <summary>The ledger of SelfHost: a response ends when its record is on disk.</summary>
public sealed class UsageLedgerCommitTests
{
    [Fact]
    public async Task Record_Returned_IsCommitted()
    {
        var harness = Create();

        await harness.RecordAsync();

        Assert.Equal(1, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Record_WhileACommitIsUnderWay_SharesTheNextOne()
    {
        var harness = Create();
        var disk = harness.Store.Hold();
        var first = harness.RecordAsync().AsTask();
        var others = Enumerable.Range(0, 100).Select(_ => harness.RecordAsync().AsTask()).ToArray();

        Assert.False(first.IsCompleted);
        Assert.Single(harness.Store.Tried);
        disk.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, harness.Store.Tried.Count);
        Assert.Equal(101, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Record_OtherTenantsCommitIsSlow_DoesNotWaitForIt()
    {
        var harness = Create();
        var disk = harness.Store.Hold();
        var acme = harness.RecordAsync("acme").AsTask();
        var umbrella = harness.RecordAsync("umbrella").AsTask();

        Assert.Equal(2, harness.Store.Tried.Count);
        disk.SetResult();
        await Task.WhenAll(acme, umbrella);
    }

    [Fact]
    public async Task Record_StoreIsAway_GoesOnAfterABoundAndIsCommittedLater()
    {
        var harness = Create();
        harness.Store.IsDown = true;
        var record = harness.RecordAsync().AsTask();
        harness.Clock.Advance(UsageLedgerOptions.SelfHost.MaxCommitWait - TimeSpan.FromMilliseconds(1));
        Assert.False(record.IsCompleted);

        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await record;

        Assert.Equal(0, harness.TotalOf().Requests);
        Assert.Equal(1, harness.Ledger.Status.PendingRecords);
        harness.Store.IsDown = false;
        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Record_LongIntoAnOutage_DoesNotWaitAgain()
    {
        var harness = Create();
        harness.Store.IsDown = true;
        var first = harness.RecordAsync().AsTask();
        var second = harness.RecordAsync().AsTask();
        harness.Clock.Advance(UsageLedgerOptions.SelfHost.MaxCommitWait);
        await Task.WhenAll(first, second);

        Assert.True(harness.RecordAsync().AsTask().IsCompletedSuccessfully);

        harness.Store.IsDown = false;
        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, harness.TotalOf().Requests);
    }

    [Theory]
    [InlineData(StoreFault.BeforeEnqueue)]
    [InlineData(StoreFault.AfterEnqueue)]
    internal async Task Record_CommitFailsOnce_WaitsForTheRetry(StoreFault fault)
    {
        var harness = Create();
        harness.Store.FailNext(fault);
        var record = harness.RecordAsync().AsTask();
        Assert.False(record.IsCompleted);

        harness.Clock.Advance(UsageLedgerOptions.SelfHost.RetryDelay * 1.25);
        await record;

        Assert.Equal(1, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Stop_StoreIsAway_LetsNobodyHang()
    {
        var harness = Create();
        harness.Store.Hold();
        var sending = harness.RecordAsync().AsTask();
        var gathering = harness.RecordAsync().AsTask();

        await harness.Ledger.StopAsync(new CancellationToken(canceled: true));

        await Task.WhenAll(sending, gathering);
    }

    private static LedgerHarness Create() => new(UsageLedgerOptions.SelfHost);
}
