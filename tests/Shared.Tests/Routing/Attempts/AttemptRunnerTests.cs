using System.Collections.Frozen;
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

public sealed class AttemptRunnerTests
{
    [Fact]
    public async Task Run_FirstTargetFails_TheSecondAnswersAndBothAreToldOf()
    {
        var harness = Create("a: 503", "b: ok");

        await harness.RunAsync();

        Assert.Equal("send b", Assert.Single(harness.Reply.Told));
        Assert.Equal((200, 2, "b"), (harness.Ledger.Single.Status, harness.Ledger.Single.Attempts, harness.Ledger.Single.Provider));
        var failed = Assert.Single(harness.Ledger.Single.Failed);
        Assert.Equal(("a/x", "upstream_error", 503), (failed.Deployment.Id, failed.Code, failed.Status));
    }

    [Fact]
    public async Task Run_FailedAttemptWasBilled_IsPaidBesideTheAnswer()
    {
        var harness = Create("a: 502 billed", "b: ok");

        await harness.RunAsync();

        // A dollar a million tokens in, ten out: 10 in and 2 out for each.
        Assert.Equal(60_000, harness.Ledger.Single.Cost.NanoUsd);
        Assert.Equal(24, harness.Ledger.Single.Usage.Total);
        Assert.Equal(30_000, Assert.Single(harness.Ledger.Single.Failed).Cost.NanoUsd);
    }

    [Fact]
    public async Task Run_RequestAtFault_IsAskedOnce()
    {
        var harness = Create("a: 400", "b: ok");

        await harness.RunAsync();

        Assert.Equal("fail 400 upstream_rejected_request", Assert.Single(harness.Reply.Told));
        Assert.Equal(1, harness.Ledger.Single.Attempts);
    }

    [Fact]
    public async Task Run_AllFail_TellsTheLastOnesWords()
    {
        var harness = Create("a: 503", "b: 502", "b: 502");

        await harness.RunAsync();

        Assert.Equal("fail 502 upstream_error", Assert.Single(harness.Reply.Told));
        Assert.Equal(3, harness.Ledger.Single.Attempts);
    }

    [Fact]
    public async Task Run_StreamBreaksBeforeItsFirstContent_GoesOnElsewhereUnseen()
    {
        var harness = Create("a: role cut", "b: stream");

        await harness.RunAsync(stream: true);

        Assert.Equal(["event role", "event b1", "event b2", "complete"], harness.Reply.Told.Where(told => told != "flush"));
        Assert.Equal((200, 2), (harness.Ledger.Single.Status, harness.Ledger.Single.Attempts));
    }

    [Fact]
    public async Task Run_StreamBreaksAfterContent_IsNeverContinuedByAnother()
    {
        var harness = Create("a: stream cut", "b: stream");

        await harness.RunAsync(stream: true);

        Assert.Equal(["event role", "event a1", "fail 502 upstream_interrupted"], harness.Reply.Told.Where(told => told != "flush"));
        Assert.Equal(1, harness.Ledger.Single.Attempts);
    }

    [Fact]
    public async Task Run_TargetCannotDoWhatIsAsked_TheNextOneIsAskedAndNoAttemptCounted()
    {
        var harness = Create("a: unsupported", "b: ok");

        await harness.RunAsync();

        Assert.Equal("send b", Assert.Single(harness.Reply.Told));
        Assert.Equal(1, harness.Ledger.Single.Attempts);
    }

    [Fact]
    public async Task Run_RoutingSwitchedOff_AsksOnce()
    {
        var harness = Create(Configuration() with { Routing = new RoutingOptions { IsEnabled = false } }, "a: 503", "b: ok");

        await harness.RunAsync();

        Assert.Equal("fail 503 upstream_error", Assert.Single(harness.Reply.Told));
    }

    [Fact]
    public async Task Run_MoreAttemptsThanAllowed_Stops()
    {
        var harness = Create(Configuration() with { Routing = new RoutingOptions { Retries = new RetryOptions { MaxAttempts = 2, MaxRetries = 5 } } }, "a: 503", "b: 503", "b: ok");

        await harness.RunAsync();

        Assert.Equal(2, harness.Ledger.Single.Attempts);
    }

    [Fact]
    public async Task Run_RepetitionFailsInAnotherWay_FollowsThatWaysChain()
    {
        var configuration = Configuration();
        var (first, second) = (configuration.Models["m"].Targets[0], configuration.Models["m"].Targets[1]);
        var models = new Dictionary<string, Model>
        {
            ["m"] = new() { Name = "m", Targets = [first], Fallbacks = new FallbackChains { RateLimit = ["n"] } },
            ["n"] = new() { Name = "n", Targets = [second] },
        };
        var harness = Create(configuration with { Models = models.ToFrozenDictionary() }, "a: 503", "a: 429", "b: ok");

        await harness.RunAsync();

        Assert.Equal("send b", Assert.Single(harness.Reply.Told));
    }

    [Fact]
    public async Task Run_GatewayFindsThePromptTooLong_FollowsTheChainForThat()
    {
        var configuration = Configuration();
        var (first, second) = (configuration.Models["m"].Targets[0], configuration.Models["m"].Targets[1]);
        var models = new Dictionary<string, Model>
        {
            ["m"] = new() { Name = "m", Targets = [first], Fallbacks = new FallbackChains { ContextLength = ["n"] } },
            ["n"] = new() { Name = "n", Targets = [second] },
        };
        var harness = Create(configuration with { Models = models.ToFrozenDictionary() }, "a: too long", "b: ok");

        await harness.RunAsync();

        Assert.Equal("send b", Assert.Single(harness.Reply.Told));
        Assert.Equal(1, harness.Ledger.Single.Attempts);
    }

    private static PipelineHarness Create(params string[] script) => Create(Configuration(), script);

    /// <param name="configuration">Two targets, <c>a</c> and <c>b</c>.</param>
    /// <param name="script">What happens with each attempt, in order, and by whom it must be made.</param>
    private static PipelineHarness Create(GatewayConfiguration configuration, params string[] script)
    {
        var steps = new Queue<string>(script);
        return new PipelineHarness((harness, _) =>
        {
            var name = harness.Request!.Deployment!.Provider.Name;
            var step = steps.Dequeue();
            Assert.StartsWith(name, step, StringComparison.Ordinal);
            return Task.FromResult(Play(name, step[3..]));
        })
        {
            Configuration = configuration,
        };
    }

    private static ProviderAnswer Play(string name, string step) => step switch
    {
        "ok" => new WholeAnswer(Encoding.UTF8.GetBytes(name), Told),
        "stream" => new ScriptedStream(it => Stream(it, name, isCut: false)),
        "stream cut" => new ScriptedStream(it => Stream(it, name, isCut: true)),
        "role cut" => new ScriptedStream(it => Stream(it, name: null, isCut: true)),
        "unsupported" => throw UnsupportedParameters.Refuse("x", "cannot"),
        "too long" => throw new RefusalException(Refusal.Invalid("context_length_exceeded", "too long")),
        "400" => throw new UpstreamException(Refusal.Invalid("upstream_rejected_request", "no")),
        _ => throw new UpstreamException(Refusal.Upstream("upstream_error", "down", int.Parse(step[..3], System.Globalization.CultureInfo.InvariantCulture)))
        {
            Usage = step.EndsWith("billed", StringComparison.Ordinal) ? Told : default(TokenUsage),
        },
    };

    private static TokenUsage Told => new() { Input = 10, Output = 2 };

    private static async IAsyncEnumerable<StreamEvent> Stream(ScriptedStream stream, string? name, bool isCut)
    {
        yield return new StreamEvent(StreamEventKind.Content, "role"u8.ToArray());
        if (name is not null)
        {
            yield return stream.Content($"{name}1");
        }

        await Task.Yield();
        if (isCut)
        {
            throw new UpstreamException(UpstreamRefusals.CutAnswer("a")) { MayHaveBilled = true };
        }

        yield return stream.Content($"{name}2");
        yield return stream.UsageEvent(Told);
        yield return ScriptedStream.Done;
    }

    private static GatewayConfiguration Configuration()
    {
        RouteTarget[] targets = [TestGateway.Target("a"), TestGateway.Target("b")];
        var configuration = TestGateway.Configuration(targets[0].Deployment);
        return configuration with { Models = new Dictionary<string, Model> { ["m"] = new() { Name = "m", Targets = targets } }.ToFrozenDictionary() };
    }
}
