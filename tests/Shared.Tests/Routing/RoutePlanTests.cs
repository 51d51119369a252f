using Tollgate.Pipeline;
using Tollgate.Routing;
using Tollgate.Routing.Options;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing;

public sealed class RoutePlanTests
{
    private const string Models = """
        "models": {
          "m": { "targets": ["cheap/x"], "fallbacks": { "rateLimit": ["other"], "outage": ["other", "last"], "contextLength": ["last"], "contentPolicy": ["last"] } },
          "other": { "targets": ["cheap/x", "mid/x"] },
          "last": { "targets": ["dear/x"] },
          "all": { "targets": ["cheap/x", "mid/x", "dear/x"], "fallbacks": ["last"] }
        }
        """;

    [Theory]
    [InlineData(FailureKind.RateLimit, "mid")]
    [InlineData(FailureKind.Outage, "mid dear")]
    [InlineData(FailureKind.ContextLength, "dear")]
    [InlineData(FailureKind.ContentPolicy, "dear")]
    [InlineData(FailureKind.Rejected, "")]
    internal void Next_ByKindOfFailure_FollowsItsChainAndAsksNobodyTwice(FailureKind failure, string providers)
    {
        var plan = new RouteBench(Models).Plan();

        Assert.Equal("cheap", plan.Next(null)!.Deployment.Provider.Name);
        Assert.Equal(providers, string.Join(' ', Rest(plan, failure)));
    }

    [Fact]
    public void Next_PromptTooLong_SkipsTargetsThatReadNoMore() =>
        Assert.Equal("mid dear", string.Join(' ', After("all", FailureKind.ContextLength)));

    [Fact]
    public void Next_ContentPolicy_LeavesTheModelForItsChain() =>
        Assert.Equal("dear", string.Join(' ', After("all", FailureKind.ContentPolicy)));

    [Fact]
    public void Next_ContentPolicyWithItselfAsChain_AsksTheModelsOtherTargets()
    {
        var plan = new RouteBench(""" "models": { "m": { "targets": ["cheap/x", "mid/x"], "fallbacks": { "contentPolicy": ["m"] } } } """).Plan();
        plan.Next(null);

        Assert.Equal("mid", string.Join(' ', Rest(plan, FailureKind.ContentPolicy)));
    }

    [Fact]
    public void Next_ClientWantsNoFallback_IsNobody()
    {
        var plan = new RouteBench(Models).Plan("all", new RoutingWishes { Fallback = false });

        plan.Next(null);
        Assert.Null(plan.Next(FailureKind.Outage));
    }

    [Fact]
    public void Plan_NoneOfTheModelsOwnMayServe_GoesOnToTheChainForOutages()
    {
        var bench = new RouteBench(Models);
        var european = TestGateway.Tenant with { AllowedRegions = ["eu"] };

        Assert.Equal("mid dear", bench.Line(bench.Request("m", tenant: european)));
    }

    [Theory]
    [InlineData("m", ",\"stream\":true", false, 700)]
    [InlineData("m", "", false, null)]
    [InlineData("other", ",\"stream\":true", false, null)]
    [InlineData("other", ",\"stream\":true", true, 1000)]
    [InlineData("other", "", true, null)]
    [InlineData("off", ",\"stream\":true", true, null)]
    public void Hedging_OfStreamsAndEmbeddings_IsTheModelsOwnOrATrials(string model, string extra, bool isTrial, int? delayMs)
    {
        var bench = new RouteBench("""
            "models": {
              "m": { "targets": ["cheap/x", "mid/x"], "hedging": { "delayMs": 700 } },
              "other": { "targets": ["cheap/x", "mid/x"] },
              "off": { "targets": ["cheap/x", "mid/x"], "hedging": { "enabled": false } }
            }
            """);

        Assert.Equal(delayMs, bench.Router.Plan(bench.Request(model, extra: extra)).Hedging(isTrial)?.Delay.TotalMilliseconds);
        Assert.Equal(model == "m" ? 700 : model == "other" && isTrial ? 1000 : null, bench.Router.Plan(bench.Embedding(model)).Hedging(isTrial)?.Delay.TotalMilliseconds);
    }

    [Fact]
    public void Beside_NextInLine_IsPassedOverWhileItRestsAndStaysInLineUntilTaken()
    {
        var bench = new RouteBench(Models);
        var plan = bench.Plan("all");
        plan.Next(null);
        bench.Loads.Of("mid/x").Throttle(TimeSpan.FromSeconds(5));

        Assert.Equal("dear", plan.Beside()!.Deployment.Provider.Name);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        var beside = plan.Beside()!;
        Assert.Equal("mid", beside.Deployment.Provider.Name);

        plan.Take(beside);
        Assert.Equal("dear", string.Join(' ', Rest(plan, FailureKind.Outage)));
    }

    [Fact]
    public void Plan_DataMustStayInTheRegion_AsksOnlyProvidersThere()
    {
        var bench = new RouteBench(Models);
        var european = TestGateway.Tenant with { AllowedRegions = ["eu"] };

        Assert.Equal("mid dear", bench.Line(bench.Request("all", tenant: european)));
        var refusal = Assert.Throws<RefusalException>(() => bench.Router.Plan(bench.Request("all", tenant: TestGateway.Tenant with { AllowedRegions = ["jp"] }))).Refusal;
        Assert.Equal((403, "region_not_allowed"), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Plan_TargetsThatThrottleOrAreAboutTo_ComeLast()
    {
        var bench = new RouteBench(Models);
        bench.Loads.Of("cheap/x").Throttle(TimeSpan.FromSeconds(10));
        bench.Loads.Of("mid/x").Spare(TimeSpan.FromSeconds(10));
        Assert.Equal("dear mid cheap", bench.Line("all"));

        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("cheap mid dear", bench.Line("all"));
    }

    [Fact]
    public void Plan_RulesAndTasks_ChangeTheModel()
    {
        var bench = new RouteBench($$"""
            {{Models}},
            "tenants": { "acme": {} },
            "routing": {
              "taskTypes": { "code": "last" },
              "rules": [
                { "model": "gpt-*-mini", "route": "m" },
                { "taskType": "chat", "tenant": "acme", "route": "all", "strategy": "lowest_cost" },
                { "model": "other", "strategy": "lowest_cost" }
              ]
            }
            """);

        Assert.StartsWith("cheap", bench.Line("gpt-4o-mini"), StringComparison.Ordinal);
        Assert.Equal("cheap mid", bench.Line("other"));
        Assert.Equal("dear", bench.Line("m", new RoutingWishes { TaskType = "CODE" }));
        Assert.Equal("cheap mid dear", bench.Line("m", new RoutingWishes { TaskType = "Chat" }));
    }

    [Fact]
    public void Plan_TaskOfAnEmbedding_KeepsItsModel()
    {
        var bench = new RouteBench($$"""
            {{Models}},
            "tenants": { "acme": {} },
            "routing": {
              "taskTypes": { "RETRIEVAL_QUERY": "last" },
              "rules": [{ "taskType": "code", "route": "last" }, { "tenant": "acme", "route": "last" }, { "model": "oth*", "route": "all" }]
            }
            """);

        Assert.Equal("cheap", First("m", "RETRIEVAL_QUERY"));
        Assert.Equal("cheap", First("m", "code"));
        Assert.Equal("cheap mid dear", bench.Line(bench.Embedding("other")));
        Assert.Equal("dear", bench.Line(bench.Request("m", new RoutingWishes { TaskType = "RETRIEVAL_QUERY" })));

        string First(string model, string task) =>
            bench.Router.Plan(bench.Embedding(model, new RoutingWishes { TaskType = task })).First.Deployment.Provider.Name;
    }

    [Fact]
    public void Plan_TaskWhoseModelCannotServeTheOperation_KeepsTheModelAskedFor()
    {
        var bench = new RouteBench("""
            "models": { "m": { "targets": ["cheap/x"] }, "vectors": { "targets": ["plain/z"] } },
            "routing": { "taskTypes": { "search": "vectors" } }
            """);

        Assert.Equal("cheap", bench.Line("m", new RoutingWishes { TaskType = "search" }));
    }

    [Theory]
    [InlineData("cheap", "eu", 403, "region_not_allowed", "provider")]
    [InlineData("mid", "us", 403, "region_not_allowed", "provider")]
    [InlineData("plain", "eu", 400, "unsupported_operation", "provider")]
    [InlineData("dear", "eu", 400, "invalid_value", "provider")]
    public void Plan_PreferredProviderAloneMayNotOrCannot_IsRefusedForWhatItLacks(string provider, string region, int status, string code, string param)
    {
        var bench = new RouteBench(""" "models": { "m": { "targets": ["cheap/x", "mid/x", "plain/z"] } } """);
        var request = bench.Request(tenant: TestGateway.Tenant with { AllowedRegions = [region] }, wishes: new RoutingWishes { Provider = provider, Fallback = false });

        var refusal = Assert.Throws<RefusalException>(() => bench.Router.Plan(request)).Refusal;

        Assert.Equal((status, code, param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Fact]
    public void Plan_PreferredProviderAloneLacksTools_IsPlannedSoThatTheToolsAreRefusedByName()
    {
        var bench = new RouteBench(""" "models": { "m": { "targets": ["plain/y", "mid/x"] } } """);
        var request = bench.Request(
            extra: """,  "tools":[{"type":"function","function":{"name":"f"}}] """, wishes: new RoutingWishes { Provider = "plain", Fallback = false });

        Assert.Equal("plain", bench.Line(request));
    }

    [Fact]
    public void Plan_Experiment_KeepsAUserInItsArmAndSplitsUsersByWeight()
    {
        var bench = new RouteBench($$"""
            {{Models}},
            "routing": { "experiments": { "try": { "model": "m", "arms": [{ "name": "control", "target": "m", "weight": 3 }, { "name": "new", "target": "last", "weight": 1 }] } } }
            """);

        var arms = Enumerable.Range(0, 1_000).Select(number => Arm($"user{number}")).ToArray();

        Assert.Equal(arms, Enumerable.Range(0, 1_000).Select(number => Arm($"user{number}")));
        Assert.InRange(arms.Count(arm => arm == "new"), 200, 300);
        Assert.Equal("dear cheap mid", bench.Line(bench.Request(user: Enumerable.Range(0, 1_000).Select(number => $"user{number}").First(user => Arm(user) == "new"))));

        string? Arm(string user)
        {
            var request = bench.Request(user: user);
            bench.Router.Plan(request);
            return request.Experiment?.Arm.Name;
        }
    }

    private static IEnumerable<string> After(string model, FailureKind failure)
    {
        var plan = new RouteBench(Models).Plan(model);
        plan.Next(null);
        return Rest(plan, failure);
    }

    private static IEnumerable<string> Rest(RoutePlan plan, FailureKind failure)
    {
        while (plan.Next(failure) is { } target)
        {
            yield return target.Deployment.Provider.Name;
        }
    }
}
