using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Analytics;
using Tollgate.Analytics.Experiments;
using Tollgate.Configuration;
using Tollgate.Endpoints.Budgets;
using Tollgate.Endpoints.Circuits;
using Tollgate.Endpoints.Experiments;
using Tollgate.Endpoints.Health;
using Tollgate.Endpoints.Models;
using Tollgate.Endpoints.Providers;
using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Models;
using Tollgate.Pricing;
using Tollgate.Quotas;
using Tollgate.Quotas.Windows;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Circuits.State;
using Tollgate.Routing.Options;
using Tollgate.Routing.Targets;
using Tollgate.Secrets;
using Tollgate.Settlement;

namespace Tollgate.Tests.Endpoints.OpenApi;

/// <summary>What the gateway writes of its own is what the document says, with every member that can be there.</summary>
public sealed class WrittenAnswerTests
{
    [Fact]
    public Task Model_WithAllThatCanBeKnown_IsAsDescribed()
    {
        var price = new ModelPrice
        {
            Input = 1,
            Output = 2,
            CacheRead = 3,
            CacheWrite = 4,
            CacheWriteHour = 5,
            AudioInput = 6,
            AudioOutput = 7,
            Reasoning = 8,
        };
        return AssertDescribedAsync("Model", json => ModelJson.Write(json, CreateModel(new ModelInfo
        {
            Id = "m",
            DisplayName = "M",
            ContextLength = 1000,
            MaxOutputTokens = 100,
            Capabilities = Enum.GetValues<ModelCapabilities>().Aggregate((all, one) => all | one),
            Price = price with { Tiers = [new PriceTier(500, price)] },
        })));
    }

    [Fact]
    public Task Model_OfWhichNothingIsKnown_IsAsDescribed() => AssertDescribedAsync(
        "Model", json => ModelJson.Write(json, CreateModel(new ModelInfo { Id = "m", Price = new ModelPrice { Input = 0, Output = 0 } })));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Usage_OfAllUsersOrOne_IsAsDescribed(bool ofAll)
    {
        UsageShare[] named = [new("x", default), new(UsageName.None, default)];
        UsageShare[] numbered = [new("12", default), new(UsageName.Other, default)];
        var report = new UsageReport
        {
            Tenant = "team-a",
            User = ofAll ? null : "anna",
            Range = default,
            Totals = default,
            Days = [new UsageReportDay(default, default, ofAll ? numbered : null)],
            Splits = ofAll ? new UsageSplits { Users = named, Models = named, Providers = named, Statuses = numbered } : null,
        };
        return AssertDescribedAsync("UsageReport", json => UsageReportWriter.Write(json, report));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Health_WithProblemsOrWithout_IsAsDescribed(bool isWell)
    {
        var report = new HealthReport
        {
            Status = isWell ? HealthStatus.Healthy : HealthStatus.Unhealthy,
            Version = "1.2.3",
            Uptime = TimeSpan.FromMinutes(1),
            Providers = [isWell ? new ProviderReport("demo", ProviderSummary.Unknown, CircuitReport.AllClosed) : Failing],
            State = isWell ? new StateHealth(true) : new StateHealth(false, "the disk is full", 0.1),
            KeyVault = isWell ? VaultHealth.NotConfigured : new VaultHealth(IsConfigured: true, "keyvault://openai does not exist"),
            Ledger = new UsageLedgerStatus { PendingRecords = 1, FailingSince = isWell ? null : DateTimeOffset.UnixEpoch, LastError = "late" },
            LedgerLag = TimeSpan.FromSeconds(1),
            ConfigurationProblem = isWell ? null : "not JSON",
        };
        await AssertDescribedAsync("Health", json => HealthJson.Write(json, report, isDetailed: false));
        await AssertDescribedAsync("DetailedHealth", json => HealthJson.Write(json, report, isDetailed: true));
    }

    [Fact]
    public async Task Circuits_OpenOrClosed_AreAsDescribed()
    {
        await AssertDescribedAsync("CircuitBreaker", json => CircuitJson.Write(json, Failing, CircuitOptions.Default));
        await AssertDescribedAsync(
            "CircuitBreaker", json => CircuitJson.Write(json, new ProviderReport("demo", ProviderSummary.Unknown, CircuitReport.AllClosed), CircuitOptions.Default));
    }

    [Fact]
    public Task Providers_OnAndOff_AreAsDescribed() =>
        AssertDescribedAsync("ProviderList", json => ProvidersJson.Write(json, [Failing], new[] { "m" }.ToLookup(_ => "demo"), ["off"]));

    [Fact]
    public Task Budgets_OfWindowsAndBuckets_AreAsDescribed() => AssertDescribedAsync("BudgetList", json => BudgetsJson.Write(json,
    [
        new BudgetStanding
        {
            Quota = new QuotaDefinition { Scope = QuotaScope.ApiKey, Period = WindowPeriod.Day, Limit = 1 },
            Subject = "team-a/main",
            ResetsAt = DateTimeOffset.UnixEpoch,
        },
        new BudgetStanding { Quota = new QuotaDefinition { Scope = QuotaScope.Total, Unit = QuotaUnit.Requests, Limit = 1 } },
    ]));

    [Fact]
    public async Task Experiments_WithFiguresAndWithout_AreAsDescribed()
    {
        var experiment = new ExperimentOptions { Name = "x", Model = "m", Arms = [new("control", "m", 1), new("b", "demo/m", 2)] };
        var state = new ExperimentState
        {
            Arms = [new() { Arm = "control", Requests = 2, Cost = Cost(1) + Cost(2) }, new() { Arm = "b", Requests = 2, Cost = Cost(3) + Cost(5) }],
        };

        await AssertDescribedAsync("ExperimentList", json => ExperimentJson.WriteList(json, [experiment]));
        await AssertDescribedAsync("Experiment", json => ExperimentJson.Write(json, ExperimentReport.Of(experiment, null)));
        await AssertDescribedAsync("Experiment", json => ExperimentJson.Write(json, ExperimentReport.Of(experiment, state)));
    }

    private static ExperimentMoments Cost(long nanoUsd) => ExperimentMoments.Of(nanoUsd);

    private static ProviderReport Failing => new(
        "demo",
        new ProviderSummary(2, new Dictionary<string, int> { ["x"] = 1 }, new LatencyCounts()) { RateLimited = 1 },
        new CircuitReport
        {
            Status = CircuitStatus.Open,
            Forced = "open",
            Circuits = [new CircuitReportRow("demo/m", CircuitStatus.HalfOpen, 3, TimeSpan.FromSeconds(1), "closed")],
            History = [new CircuitTransition { At = 1, To = "reset", By = "admin" }, new CircuitTransition { Deployment = "demo/m", To = "open", By = "a", Reason = "x" }],
        })
    {
        Pauses = [new TargetPause("demo/m", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1))],
        LastCheck = new CheckResult(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10), "upstream_timeout", 3),
    };

    private static async Task AssertDescribedAsync(string schema, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        Assert.Empty(await SchemaCheck.FindProblemsAsync(Description.Schemas.GetProperty(schema), Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }

    private static Model CreateModel(ModelInfo info)
    {
        var provider = new ProviderOptions { Name = "demo", Type = "demo", Wire = "demo" };
        return new Model { Name = "m", Targets = [new RouteTarget(new Deployment { Id = "demo/m", Provider = provider, UpstreamModel = "m", Info = info })] };
    }
}
