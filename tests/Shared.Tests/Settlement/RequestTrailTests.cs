using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Routing.Attempts;
using Tollgate.Settlement;
using Tollgate.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Settlement;

/// <summary>What a signal to a usage entity tells of requests that needed more than one attempt.</summary>
public sealed class RequestTrailTests
{
    [Fact]
    public async Task Record_OfSeveralAttempts_IsInTheJournalWithEachAttemptAndItsCost()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.SelfHost);
        await harness.Ledger.RecordAsync(CreateMended(harness));

        var trail = Assert.Single(TrailsOf(harness));
        Assert.Equal(("r", "ann", "gpt", 200), (trail.Request, trail.User, trail.Model, trail.Status));
        Assert.Equal(
            [
                new AttemptTrail
                {
                    Deployment = "up/upstream-model", Status = 502, Code = "upstream_interrupted", LatencyMs = 120,
                    Input = 4, CachedInput = 1, Output = 2, Reasoning = 0, CostNanoUsd = 70,
                },
                new AttemptTrail
                {
                    Deployment = "demo/gpt", Status = 200, Code = "answered", LatencyMs = 30,
                    Input = 3, CachedInput = 1, Output = 2, Reasoning = 1, CostNanoUsd = 30,
                },
            ],
            trail.Attempts);
        Assert.Equal(100, harness.TotalOf().CostNanoUsd);
        Assert.Equal(70, harness.Store.Usage("acme", LedgerHarness.Today).Providers.Find("up").CostNanoUsd);
    }

    [Fact]
    public async Task Record_ThatFailedBetweenAttempts_HasThoseThatWereMadeAlone()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.SelfHost);
        await harness.Ledger.RecordAsync(CreateMended(harness) with { Status = 429, Attempts = 1, Latency = null });

        Assert.Equal("upstream_interrupted", Assert.Single(Assert.Single(TrailsOf(harness)).Attempts).Code);
    }

    [Fact]
    public async Task Record_OfOneAttempt_IsInItsRowAlone()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.SelfHost);
        await harness.RecordAsync();

        Assert.False(Payload(harness).TryGetProperty("Trails", out _));
    }

    [Fact]
    public async Task Record_WhereSignalsAreBilledBySize_IsInItsRowsAlone()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.FunctionApp);
        await harness.Ledger.RecordAsync(CreateMended(harness));
        harness.Clock.Advance(LedgerHarness.OneInterval);

        Assert.False(Payload(harness).TryGetProperty("Trails", out _));
    }

    [Fact]
    public async Task Records_ThroughAnOutage_KeepBoundedTrailsAndTheExactSum()
    {
        var harness = new LedgerHarness(UsageLedgerOptions.SelfHost);
        harness.Store.IsDown = true;
        var waits = Enumerable.Range(0, 1_000).Select(_ => harness.Ledger.RecordAsync(CreateMended(harness)).AsTask()).ToArray();
        harness.Store.IsDown = false;
        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(waits);

        Assert.Equal(UsageLedgerOptions.SelfHost.MaxTrails, TrailsOf(harness).Length);
        Assert.Equal((1_000, 2_000, 100_000), (harness.TotalOf().Requests, harness.TotalOf().Attempts, harness.TotalOf().CostNanoUsd));
    }

    private static UsageRecord CreateMended(LedgerHarness harness) => harness.CreateRecord() with
    {
        Attempts = 2,
        Deployment = "demo/gpt",
        Latency = TimeSpan.FromMilliseconds(30),
        Failed =
        [
            new FailedAttempt(
                TestGateway.Deployment(), "upstream_interrupted", 502, TimeSpan.FromMilliseconds(120), new TokenUsage { Input = 3, CacheRead = 1, Output = 2 }, new Money(70)),
        ],
    };

    private static RequestTrail[] TrailsOf(LedgerHarness harness) =>
        Payload(harness).GetProperty("Trails").Deserialize<RequestTrail[]>(StateJson.Options)!;

    /// <summary>Of the last signal.</summary>
    private static JsonElement Payload(LedgerHarness harness) => harness.Store.Tried.Last().Operation.Payload;
}
