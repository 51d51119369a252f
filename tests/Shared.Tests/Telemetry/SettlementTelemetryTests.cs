using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Health;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Experiments;
using Tollgate.Routing.Options;
using Tollgate.Settlement;
using Tollgate.Telemetry;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Telemetry;

public sealed class SettlementTelemetryTests
{
    private static readonly TokenUsage Told = new() { Input = 80, CacheRead = 20, Output = 7, Reasoning = 3 };

    [Fact]
    public async Task Settle_AnsweredRequest_CountsTokensAndCostUnderConfiguredNames()
    {
        using var metrics = new GatewayMetrics();
        var seen = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = Listen(metrics, seen);

        await Create(metrics, NullLoggerFactory.Instance).SettleAsync(Request("somebody's secret prompt"), Outcome.Success(new Used(Told)));

        Assert.Contains(seen, m => m.Name == "llm_provider_requests_total" && m.Value == 1 && (string?)m.Tags["model"] == "gpt-test");
        Assert.Contains(seen, m => m.Name == "llm_tokens_total" && m.Value == 100 && (string?)m.Tags["type"] == "input");
        Assert.Contains(seen, m => m.Name == "llm_tokens_total" && m.Value == 10 && (string?)m.Tags["type"] == "output");
        Assert.Contains(seen, m => m.Name == "llm_cost_usd_total" && m.Value == 0.00012 && (string?)m.Tags["tenant"] == "acme");
        Assert.DoesNotContain(seen, m => m.Name == "llm_provider_errors_total");
    }

    [Fact]
    public async Task Settle_ProviderFailure_IsCountedByItsCode()
    {
        using var metrics = new GatewayMetrics();
        var seen = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = Listen(metrics, seen);

        await Create(metrics, NullLoggerFactory.Instance).SettleAsync(Request("hi"), new Outcome(504, default, "upstream_timeout"));

        var error = Assert.Single(seen, m => m.Name == "llm_provider_errors_total");
        Assert.Equal("upstream_timeout", error.Tags["code"]);
    }

    [Fact]
    public async Task Settle_RequestOfAnExperiment_IsCountedLoggedAndTracedUnderItsArm()
    {
        using var metrics = new GatewayMetrics();
        var seen = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = Listen(metrics, seen);
        var lines = new LineLogger();
        using var span = new Activity("chat").Start();
        var request = Request("hi");
        request.Experiment = new ExperimentAssignment("cheaper", new ExperimentArm("mini", "demo", 1));
        request.FirstByte = TimeSpan.FromSeconds(2);
        request.Activity = span;

        await Create(metrics, lines).SettleAsync(request, Outcome.Success(new Used(Told)));

        Assert.All(seen.Where(m => m.Name.StartsWith("llm_experiment_", StringComparison.Ordinal)), m =>
            Assert.Equal(("cheaper", "mini"), ((string?)m.Tags["experiment"], (string?)m.Tags["arm"])));
        Assert.Contains(seen, m => m is { Name: "llm_experiment_requests_total", Value: 1 });
        Assert.Contains(seen, m => m is { Name: "llm_experiment_fallbacks_total", Value: 1 });
        Assert.Contains(seen, m => m is { Name: "llm_experiment_cost_usd_total", Value: 0.00012 });
        Assert.Contains(seen, m => m is { Name: "llm_experiment_first_byte_seconds", Value: 2 });
        Assert.DoesNotContain(seen, m => m.Name == "llm_experiment_errors_total");
        Assert.Contains("experiment=cheaper arm=mini", Assert.Single(lines.Lines), StringComparison.Ordinal);
        Assert.Equal(("cheaper", "mini"), (span.GetTagItem("tollgate.experiment"), span.GetTagItem("tollgate.experiment.arm")));
    }

    [Fact]
    public async Task Settle_AnyRequest_LogsItsFiguresAndNothingItSaid()
    {
        using var metrics = new GatewayMetrics();
        var lines = new LineLogger();

        await Create(metrics, lines).SettleAsync(Request("somebody's secret prompt"), Outcome.Success(new Used(Told)));

        var line = Assert.Single(lines.Lines);
        Assert.Contains("tenant=acme user=ann model=gpt-test provider=openai status=200 input=100 cached=20 output=10 reasoning=3", line, StringComparison.Ordinal);
        Assert.Contains("cost_usd=0.00012 attempts=1", line, StringComparison.Ordinal);
        Assert.Contains("overhead_ms=", line, StringComparison.Ordinal);
        Assert.EndsWith("outcome=answered", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_AfterFailedAttempts_LogsEachWithWhatItCost()
    {
        using var metrics = new GatewayMetrics();
        var (lines, request) = (new LineLogger(), Request("hi"));
        var settler = Create(metrics, lines);
        settler.EndAttempt(request.Attempt!, new UpstreamException(Refusal.Upstream("upstream_error", "down", 503)) { Usage = Told });
        request.Begin(TestGateway.Attempt(request, DeploymentOf("azure")));

        await settler.SettleAsync(request, Outcome.Success(new Used(Told)));

        var line = Assert.Single(lines.Lines);
        Assert.Contains("provider=azure status=200 input=200", line, StringComparison.Ordinal);
        Assert.Matches(@"cost_usd=0\.00024 attempts=2 failed=openai/gpt-test:503:upstream_error:\d+ms:0\.00012usd experiment=", line);
    }

    [Fact]
    public async Task Settle_AnAttemptLostARace_IsToldOfAsSuchAndAsNoError()
    {
        var finished = new ConcurrentQueue<Activity>();
        using var listener = ListenToSpans(finished);
        using var metrics = new GatewayMetrics();
        var (lines, request) = (new LineLogger(), Request("hi"));
        var settler = Create(metrics, lines);
        using (request.Activity = RequestTracing.Start(request))
        {
            var first = request.Attempt!;
            request.Begin(TestGateway.Attempt(request, DeploymentOf("azure")));
            var second = request.Attempt!;
            request.GoOnWith(first);
            settler.EndStopped(second, failure: null, FailedAttempt.LostCode);
            await settler.SettleAsync(request, Outcome.Success(new Used(Told)));
        }

        Assert.Matches(@"provider=openai .* attempts=2 failed=azure/gpt-test:499:hedge_lost:", Assert.Single(lines.Lines));
        var span = Assert.Single(finished, activity => activity.DisplayName == "attempt azure/gpt-test" && activity.ParentSpanId == request.Activity!.SpanId);
        Assert.Equal(("hedge_lost", null, ActivityStatusCode.Unset), ((string?)span.GetTagItem("tollgate.attempt.outcome"), span.GetTagItem("error.type"), span.Status));
    }

    [Fact]
    public async Task Settle_RefusedBetweenAttempts_CountsTheEndedAttemptOnce()
    {
        using var metrics = new GatewayMetrics();
        var seen = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = Listen(metrics, seen);
        var (settler, request) = (Create(metrics, NullLoggerFactory.Instance), Request("hi"));
        settler.EndAttempt(request.Attempt!, new UpstreamException(Refusal.Upstream("upstream_error", "down", 503)));

        await settler.SettleAsync(request, new Outcome(429, default));

        Assert.Single(seen, m => m.Name == "llm_provider_requests_total");
    }

    [Fact]
    public async Task Settle_TracedAttempts_HaveASpanEachWithinTheRequests()
    {
        var finished = new ConcurrentQueue<Activity>();
        using var listener = ListenToSpans(finished);
        using var metrics = new GatewayMetrics();
        var (settler, request) = (Create(metrics, NullLoggerFactory.Instance), Request("hi"));
        using (request.Activity = RequestTracing.Start(request))
        {
            request.TakeBack(request.Attempt!);
            request.Begin(TestGateway.Attempt(request, DeploymentOf("openai")));
            settler.EndAttempt(request.Attempt!, new UpstreamException(Refusal.Upstream("upstream_error", "down", 503)));
            request.Begin(TestGateway.Attempt(request, DeploymentOf("azure")));
            await settler.SettleAsync(request, Outcome.Success(new Used(Told)));
        }

        var spans = finished.Where(activity => activity.ParentSpanId == request.Activity!.SpanId).ToArray();
        Assert.Equal(["attempt openai/gpt-test", "attempt azure/gpt-test"], spans.Select(span => span.DisplayName));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], spans.Select(span => span.Status));
        Assert.Equal("upstream_error", spans[0].GetTagItem("error.type"));
        Assert.Equal(0.00012, spans[1].GetTagItem("tollgate.cost_usd"));
    }

    [Fact]
    public async Task Settle_TracedRequest_TagsItsSpanByTheGenAiConventions()
    {
        var finished = new ConcurrentQueue<Activity>();
        using var listener = ListenToSpans(finished);
        using var metrics = new GatewayMetrics();
        var request = Request("hi");
        using (request.Activity = RequestTracing.Start(request))
        {
            await Create(metrics, NullLoggerFactory.Instance).SettleAsync(request, Outcome.Success(new Used(Told)));
        }

        var span = Assert.Single(finished, activity => activity == request.Activity);
        Assert.Equal("chat gpt-test", span.DisplayName);
        Assert.Equal("chat", span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("openai", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(100L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(20L, span.GetTagItem("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal("acme", span.GetTagItem("tollgate.tenant"));
        Assert.Equal("answered", span.GetTagItem("tollgate.outcome"));
        Assert.IsType<double>(span.GetTagItem("tollgate.overhead_ms"));
    }

    private static Settler Create(GatewayMetrics metrics, ILoggerFactory loggers) =>
        new(new KeepingLedger(), new ProviderHealth(TimeProvider.System), TestCircuits.Create(TimeProvider.System), metrics, new RequestLog(loggers), new TokenEstimators(), TimeProvider.System);

    private static GatewayRequest Request(string prompt)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"gpt-test","messages":[{"role":"user","content":"{{prompt}}"}]}""");
        var rented = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(rented, 0);
        var key = new ApiKey { Id = "ci", Sha256 = ImmutableArray.Create(new byte[32]) };
        var request = new GatewayRequest
        {
            Id = "req_1",
            Operation = Operation.Chat,
            Caller = new Caller(new Tenant { Id = "acme" }, key, "ann"),
            Configuration = GatewayConfigurationLoader.Load(new ConfigurationInputs
            {
                Environment = new Dictionary<string, string>(),
                Catalogue = ModelCatalogue.Default,
                ImplicitDemo = true,
            }).GetOrThrow(),
            Facts = new RequestFacts { Model = "gpt-test", ModelValue = default, MembersStart = 1 },
            Body = new RequestBody(rented, 0, body.Length),
            StartedAt = DateTimeOffset.UnixEpoch,
            StartedTimestamp = 0,
            UpstreamWait = new UpstreamWait(TimeProvider.System),
        };
        request.Begin(TestGateway.Attempt(request, DeploymentOf("openai")));
        return request;
    }

    private static Deployment DeploymentOf(string provider) => new()
    {
        Id = $"{provider}/gpt-test",
        Provider = new ProviderOptions { Name = provider, Type = "openai", Wire = "openai" },
        UpstreamModel = "gpt-test",
        Info = new ModelInfo { Id = "gpt-test", Price = new ModelPrice { Input = 1, Output = 2 } },
    };

    private static MeterListener Listen(GatewayMetrics metrics, List<(string Name, double Value, Dictionary<string, object?> Tags)> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, metrics.Meter))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Tags(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Tags(tags))));
        listener.Start();
        return listener;
    }

    /// <summary>Other tests' requests end meanwhile: the listener hears them too.</summary>
    private static ActivityListener ListenToSpans(ConcurrentQueue<Activity> finished)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Tollgate",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = finished.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static Dictionary<string, object?> Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new Dictionary<string, object?>();
        foreach (var (name, value) in tags)
        {
            kept[name] = value;
        }

        return kept;
    }

    private sealed class KeepingLedger : IUsageLedger
    {
        public ValueTask RecordAsync(UsageRecord record) => ValueTask.CompletedTask;
    }

    private sealed class LineLogger : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
