using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Options;
using Tollgate.Tests.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Attempts;

/// <summary>Targets that ask to be left alone for a while. A script names who is asked and what it answers: <c>a: 429 30</c> wants 30 s.</summary>
public sealed class RestTests
{
    [Fact]
    public async Task Run_TargetAskedForAPause_IsNotAskedBeforeItIsOver()
    {
        var harness = Create("a: 429 30", "b: ok", "b: ok", "a: ok");

        await harness.RunAsync();
        await harness.RunAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(30));
        await harness.RunAsync();

        Assert.Equal(["send b", "send b", "send a"], harness.Reply.Told);
        Assert.Equal([2, 1, 1], harness.Ledger.Records.Select(record => record.Attempts));
    }

    [Fact]
    public async Task Run_OverloadedTargetAskedForAPause_RestsAsWell()
    {
        var harness = Create("a: 503 30", "b: ok", "b: ok");

        await harness.RunAsync();
        await harness.RunAsync();

        Assert.Equal(["send b", "send b"], harness.Reply.Told);
    }

    [Fact]
    public async Task Run_AllRest_TellsTheSoonestAndAsksNobody()
    {
        var harness = Create("a: 429 30", "b: 429 20");

        await harness.RunAsync();
        Assert.Equal(TimeSpan.FromSeconds(20), harness.Reply.Refused!.RetryAfter);
        harness.Time.Advance(TimeSpan.FromSeconds(4));
        await harness.RunAsync();

        Assert.Equal(["fail 429 upstream_rate_limit_exceeded", "fail 429 upstream_rate_limit_exceeded"], harness.Reply.Told);
        Assert.Equal(TimeSpan.FromSeconds(16), harness.Reply.Refused.RetryAfter);
        Assert.Equal((0, "m", null), (harness.Ledger.Records[1].Attempts, harness.Ledger.Records[1].Model, harness.Ledger.Records[1].Provider));
    }

    [Fact]
    public async Task Run_LastOfAllAsksForLonger_TellsTheSoonest()
    {
        var harness = Create("a: 429 20", "b: 429 30");

        await harness.RunAsync();

        Assert.Equal(TimeSpan.FromSeconds(20), harness.Reply.Refused!.RetryAfter);
    }

    [Fact]
    public async Task Run_AllRestButOneSoonEnds_IsWaitedFor()
    {
        var harness = Create("a: 429 30", "b: 429 20", "b: ok");
        await harness.RunAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(16));

        var running = await PausedAsync(harness);
        harness.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(running.IsCompleted);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal("send b", harness.Reply.Told[^1]);
        Assert.Equal(1, harness.Ledger.Records[1].Attempts);
    }

    [Fact]
    public async Task Run_OthersFail_TheOneThatSoonTakesRequestsAgainIsAskedLast()
    {
        var harness = Create("a: 429 6", "b: ok", "b: 502", "a: ok");
        await harness.RunAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(2));

        var running = await PausedAsync(harness);
        harness.Time.Advance(TimeSpan.FromSeconds(4));
        await running;

        Assert.Equal(["send b", "send a"], harness.Reply.Told);
    }

    [Fact]
    public async Task Run_RoutingSwitchedOff_AsksTheTargetAllTheSame()
    {
        var harness = Create(Configuration() with { Routing = new RoutingOptions { IsEnabled = false } }, "a: 429 30", "a: ok");

        await harness.RunAsync();
        await harness.RunAsync();

        Assert.Equal("send a", harness.Reply.Told[^1]);
    }

    [Fact]
    public async Task Run_DeadlineDuringAPause_TimesOutWithoutAFurtherAttempt()
    {
        var retries = new RoutingOptions { Retries = new RetryOptions { MaxBackoff = TimeSpan.FromHours(1) } };
        var harness = Create(Configuration() with { Routing = retries }, "a: 429 900", "b: 429 900");

        var running = await PausedAsync(harness);
        harness.Time.Advance(TimeSpan.FromSeconds(300));
        await running;

        Assert.Equal(["fail 504 request_timeout"], harness.Reply.Told);
        Assert.Equal((504, 2, 0), (harness.Ledger.Single.Status, harness.Ledger.Single.Attempts, harness.Ledger.Single.Usage.Total));
        Assert.Equal(["a", "b"], harness.Ledger.Single.Failed.Select(failed => failed.Deployment.Provider.Name));
    }

    [Fact]
    public async Task Run_ClientLeavesDuringAPause_IsSettledAtOnce()
    {
        var harness = Create("a: 429 3", "b: 429 3");

        var running = await PausedAsync(harness);
        await harness.Client.CancelAsync();
        await running;

        Assert.Equal((499, 2, 0), (harness.Ledger.Single.Status, harness.Ledger.Single.Attempts, harness.Ledger.Single.Usage.Total));
        Assert.Empty(harness.Reply.Told);
    }

    /// <summary>A request that waits for a pause to end: beside its deadline's, a timer is armed.</summary>
    private static async Task<Task> PausedAsync(PipelineHarness harness)
    {
        var running = harness.RunAsync();
        await harness.Time.WhenArmedAsync(2);
        return running;
    }

    private static PipelineHarness Create(params string[] script) => Create(Configuration(), script);

    private static PipelineHarness Create(GatewayConfiguration configuration, params string[] script)
    {
        var steps = new Queue<string>(script);
        return new PipelineHarness((harness, _) =>
        {
            var name = harness.Request!.Deployment!.Provider.Name;
            var step = steps.Dequeue();
            Assert.StartsWith(name, step, StringComparison.Ordinal);
            return Task.FromResult<ProviderAnswer>(Play(name, step[3..].Split(' ')));
        })
        {
            Configuration = configuration,
        };
    }

    private static WholeAnswer Play(string name, string[] step) => step is [var status, .. var pause] && status != "ok"
        ? throw new UpstreamException(new Refusal
        {
            Status = int.Parse(status, CultureInfo.InvariantCulture),
            Type = ErrorTypes.RateLimit,
            Code = "upstream_rate_limit_exceeded",
            Message = "wait",
            RetryAfter = pause is [var seconds] ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : null,
        })
        : new WholeAnswer(Encoding.UTF8.GetBytes(name), new TokenUsage { Input = 10, Output = 2 });

    private static GatewayConfiguration Configuration()
    {
        RouteTarget[] targets = [TestGateway.Target("a"), TestGateway.Target("b")];
        var configuration = TestGateway.Configuration(targets[0].Deployment);
        return configuration with { Models = new Dictionary<string, Model> { ["m"] = new() { Name = "m", Targets = targets } }.ToFrozenDictionary() };
    }
}
