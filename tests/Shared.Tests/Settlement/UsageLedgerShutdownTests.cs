using Microsoft.Extensions.Logging;
using Tollgate.Settlement;

namespace Tollgate.Tests.Settlement;

public sealed class UsageLedgerShutdownTests
{
    [Fact]
    public async Task Stop_WithPendingRecords_SendsThemAtOnce()
    {
        var harness = Create();
        await harness.RecordAsync("acme");
        await harness.RecordAsync("umbrella");

        await harness.Ledger.StopAsync(CancellationToken.None);

        Assert.Equal(1, harness.TotalOf("acme").Requests);
        Assert.Equal(1, harness.TotalOf("umbrella").Requests);
        Assert.Empty(harness.Logged);
    }

    [Fact]
    public async Task Stop_AfterAFailure_RetriesWithoutWaiting()
    {
        var harness = Create();
        harness.Store.IsDown = true;
        await harness.RecordAsync();
        harness.Clock.Advance(TimeSpan.FromMinutes(5));
        harness.Store.IsDown = false;

        await harness.Ledger.StopAsync(CancellationToken.None);

        Assert.Equal(1, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Stop_StoreStaysAway_GivesUpAtTheDeadlineAndSaysWhatIsLost()
    {
        var harness = Create();
        harness.Store.IsDown = true;
        await harness.RecordAsync();
        harness.Clock.Advance(LedgerHarness.OneInterval);
        await harness.RecordAsync();

        var stopping = harness.Ledger.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        harness.Clock.Advance(UsageLedgerOptions.FunctionApp.ShutdownTimeout);
        await stopping;

        Assert.Equal([LogLevel.Warning, LogLevel.Error], harness.Logged);
        Assert.Equal(2, harness.Ledger.Status.PendingRecords);
    }

    [Fact]
    public async Task Stop_HostRunsOutOfPatience_GivesUp()
    {
        var harness = Create();
        harness.Store.Hold();
        await harness.RecordAsync();

        await harness.Ledger.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(1, harness.Ledger.Status.PendingRecords);
    }

    [Fact]
    public async Task Record_AfterStop_IsSentAtOnce()
    {
        var harness = Create();
        await harness.Ledger.StopAsync(CancellationToken.None);

        await harness.RecordAsync();

        Assert.Equal(1, harness.TotalOf().Requests);
    }

    private static LedgerHarness Create() => new(UsageLedgerOptions.FunctionApp);
}
