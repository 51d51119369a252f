using Microsoft.Extensions.Logging;
using Tollgate.Analytics;
using Tollgate.Pricing;
using Tollgate.Settlement;

namespace Tollgate.Tests.Settlement;

/// <summary>The ledger of a FunctionApp: a signal an interval, nobody waits.</summary>
public sealed class UsageLedgerTests
{
    [Fact]
    public async Task Record_ThousandInOneInterval_IsOneSignalAnEntity()
    {
        var harness = Create();
        for (var i = 0; i < 1000; i++)
        {
            await harness.RecordAsync(tenant: i % 2 == 0 ? "acme" : "umbrella", user: $"u{i % 10}");
        }

        Assert.Empty(harness.Store.Tried);
        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Equal(2, harness.Store.Tried.Count);
        Assert.Equal(
            new UsageTotals
            {
                Requests = 500,
                Input = 3500,
                CachedInput = 1000,
                Output = 2000,
                Reasoning = 500,
                CostNanoUsd = 50_000,
                Attempts = 500,
                DurationMs = 20_000,
            },
            harness.TotalOf("acme"));
        Assert.Equal(500, harness.TotalOf("umbrella").Requests);
        Assert.Equal(0, harness.Ledger.Status.PendingRecords);
    }

    [Fact]
    public async Task Record_NothingMore_SendsNothingMore()
    {
        var harness = Create();
        await harness.RecordAsync();

        harness.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Single(harness.Store.Tried);
    }

    [Fact]
    public async Task Record_AfterAFlush_GoesOutWithTheNext()
    {
        var harness = Create();
        await harness.RecordAsync();
        harness.Clock.Advance(LedgerHarness.OneInterval);
        await harness.RecordAsync();
        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Equal(2, harness.Store.Tried.Count);
        Assert.Equal(2, harness.TotalOf().Requests);
    }

    [Theory]
    [InlineData(StoreFault.BeforeEnqueue)]
    [InlineData(StoreFault.AfterEnqueue)]
    internal async Task Flush_Fails_IsRepeatedUnchangedAndCountsOnce(StoreFault fault)
    {
        var harness = Create();
        harness.Store.FailNext(fault, fault);
        await harness.RecordAsync();
        harness.Clock.Advance(LedgerHarness.OneInterval);
        await harness.RecordAsync();
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        var tried = harness.Store.Tried.Select(signal => (signal.Operation.Id, signal.Operation.Payload.GetRawText())).ToArray();
        Assert.Equal(4, tried.Length);
        Assert.Equal(tried[0], tried[1]);
        Assert.Equal(tried[0], tried[2]);
        Assert.NotEqual(tried[0], tried[3]);
        Assert.Equal(2, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Outage_OfAnHour_LosesAndDoublesNothingAndIsLoggedOnce()
    {
        var harness = Create();
        harness.Store.IsDown = true;
        for (var minute = 0; minute < 60; minute++)
        {
            await harness.RecordAsync("acme", user: $"u{minute}");
            await harness.RecordAsync("umbrella");
            harness.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(LogLevel.Warning, Assert.Single(harness.Logged));
        var status = harness.Ledger.Status;
        Assert.Equal(120, status.PendingRecords);
        Assert.Equal(LedgerHarness.Start, status.OldestPending);
        Assert.NotNull(status.FailingSince);
        Assert.Equal("IOException: The store is away.", status.LastError);

        harness.Store.IsDown = false;
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(60, harness.TotalOf("acme").Requests);
        Assert.Equal(60, harness.TotalOf("umbrella").Requests);
        Assert.Equal([LogLevel.Warning, LogLevel.Information], harness.Logged);
        Assert.Equal(0, harness.Ledger.Status.PendingRecords);
        Assert.Null(harness.Ledger.Status.FailingSince);
    }

    [Fact]
    public async Task Outage_ManyUsers_KeepsBoundedRowsAndTheExactSum()
    {
        var harness = Create();
        harness.Store.IsDown = true;
        await harness.RecordAsync();
        harness.Clock.Advance(LedgerHarness.OneInterval);
        for (var i = 0; i < 10_000; i++)
        {
            await harness.Ledger.RecordAsync(harness.CreateRecord(user: $"u{i}") with { Model = $"m{i % 100}" });
        }

        harness.Store.IsDown = false;
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        var rows = UsageAddition.Decode(harness.Store.Tried.Last().Operation.Payload)!.Rows;
        Assert.InRange(rows.Count, 1, (2 * UsageLedgerOptions.FunctionApp.MaxRows) + 1);
        Assert.Equal(10_001, harness.TotalOf().Requests);
        Assert.Equal(harness.TotalOf(), harness.Store.Usage("acme", LedgerHarness.Today).Users.Sum());
    }

    [Fact]
    public async Task Record_AroundMidnight_BelongsToTheDayItCameIn()
    {
        var harness = Create();
        var midnight = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
        await harness.RecordAsync(at: midnight.AddTicks(-1));
        await harness.RecordAsync(at: midnight);
        await harness.RecordAsync(at: new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.FromHours(2)));

        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Equal(2, harness.TotalOf(day: LedgerHarness.Today).Requests);
        Assert.Equal(1, harness.TotalOf(day: LedgerHarness.Today.AddDays(1)).Requests);
        Assert.Equal(2, harness.Store.Usage("acme", LedgerHarness.Today).Hours.Find("23").Requests);
    }

    [Fact]
    public async Task Record_ForADayLongForgotten_IsStillCounted()
    {
        var harness = Create();
        await harness.RecordAsync(at: LedgerHarness.Start);
        harness.Clock.Advance(TimeSpan.FromDays(3));
        await harness.RecordAsync();
        await harness.RecordAsync(at: LedgerHarness.Start);
        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Equal(2, harness.TotalOf(day: LedgerHarness.Today).Requests);
        Assert.Equal(1, harness.TotalOf(day: LedgerHarness.Today.AddDays(3)).Requests);
    }

    [Fact]
    public async Task Record_WithImpossibleFigures_IsNotLost()
    {
        var harness = Create();
        var broken = harness.CreateRecord() with
        {
            Status = 0,
            Usage = new TokenUsage { Input = -7 },
            Cost = new Money(-1),
            Duration = TimeSpan.FromTicks(-1),
        };
        await harness.Ledger.RecordAsync(broken);
        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.Equal(new UsageTotals { Requests = 1, Attempts = 1 }, harness.TotalOf());
        Assert.Equal(0, harness.Store.Usage("acme", LedgerHarness.Today).Rejected.Count);
    }

    [Fact]
    public async Task Flush_StoreNeverAnswers_TimesOutAndIsRepeatedUnchanged()
    {
        var harness = Create();
        var store = harness.Store.Hold();
        await harness.RecordAsync();
        harness.Clock.Advance(LedgerHarness.OneInterval);
        harness.Clock.Advance(UsageLedgerOptions.FunctionApp.SignalTimeout);
        harness.Clock.Advance(UsageLedgerOptions.FunctionApp.RetryDelay * 1.25);
        store.SetResult();

        Assert.Equal(2, harness.Store.Tried.Count);
        Assert.Single(harness.Store.Tried.Select(signal => signal.Operation.Id).Distinct());
        Assert.Equal(1, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Record_ManyThreads_LosesNothing()
    {
        var harness = Create();
        await Parallel.ForAsync(0, 10_000, async (i, _) => await harness.RecordAsync(user: $"u{i % 7}"));

        await harness.Ledger.StopAsync(CancellationToken.None);

        Assert.Equal(10_000, harness.TotalOf().Requests);
    }

    [Fact]
    public async Task Record_WhileFlushesKeepFailing_LosesAndDoublesNothing()
    {
        var harness = Create();
        var random = new Random(20261120);
        for (var i = 0; i < 2000; i++)
        {
            harness.Store.FailNext((StoreFault)random.Next(3));
            await harness.RecordAsync(user: $"u{i % 5}");
            harness.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3000)));
        }

        harness.Clock.Advance(TimeSpan.FromHours(1));

        var state = harness.Store.Usage("acme", LedgerHarness.Today);
        Assert.Equal(2000, state.Total.Requests);
        Assert.Empty(state.Senders.Gaps);
    }

    private static LedgerHarness Create() => new(UsageLedgerOptions.FunctionApp);
}
