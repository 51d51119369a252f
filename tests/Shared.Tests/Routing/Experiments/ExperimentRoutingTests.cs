using Tollgate.Auth;
using Tollgate.Pipeline;
using Tollgate.Routing;
using Tollgate.Routing.Options;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Experiments;

/// <summary>An experiment never makes a request fail that its model would serve.</summary>
public sealed class ExperimentRoutingTests
{
    private const string Tools = """,  "tools":[{"type":"function","function":{"name":"f"}}] """;
    private static readonly Tenant European = TestGateway.Tenant with { AllowedRegions = ["eu"] };
    private static readonly Tenant American = TestGateway.Tenant with { AllowedRegions = ["us"] };

    [Fact]
    public void Plan_ArmIsInNoRegionThatTheTenantAllows_GoesToTheModelAndCountsForNoArm()
    {
        var bench = Create("cheap/x");

        AssertNoPart(bench, user => bench.Request(user: user, tenant: European), "mid");
    }

    [Fact]
    public void Plan_ArmHasNoTools_GoesToTheModelAndCountsForNoArm()
    {
        var bench = Create("plain/y");

        AssertNoPart(bench, user => bench.Request(user: user, extra: Tools), "mid");
        Assert.Equal("plain mid dear", bench.Line(bench.Request(user: InArm(bench, "new"))));
    }

    [Fact]
    public void Plan_ArmReadsLessThanThePrompt_GoesToTheModelAndCountsForNoArm()
    {
        var bench = Create("cheap/x");

        AssertNoPart(bench, user => bench.Request(user: user, prompt: new string('x', 200_000)), "mid");
    }

    [Fact]
    public void Plan_ModelOfTheExperimentMayNotServe_TheArmThatMayStillDoes()
    {
        var bench = Create("cheap/x");

        Assert.Equal("cheap", bench.Line(bench.Request(user: InArm(bench, "new"), tenant: American)));
    }

    [Fact]
    public void Plan_ArmThatFits_KeepsItsUsersWhateverOthersCannotServe()
    {
        var bench = Create("plain/y");
        var users = Users().ToArray();
        var plain = users.Select(user => ArmOf(bench, bench.Request(user: user))).ToArray();
        var withTools = users.Select(user => ArmOf(bench, bench.Request(user: user, extra: Tools))).ToArray();

        Assert.Equal(plain.Select(arm => arm == "control" ? arm : null), withTools);
    }

    [Fact]
    public void Next_ArmIsDown_GoesOnToTheModelsTargetsAndThenItsChains()
    {
        var bench = Create("cheap/x");

        Assert.Equal("cheap mid dear", bench.Line(bench.Request(user: InArm(bench, "new"))));
        Assert.Equal("mid dear", bench.Line(bench.Request(user: InArm(bench, "control"))));
    }

    [Fact]
    public void Next_ArmsFilterRefuses_TheModelsMayNot()
    {
        var bench = Create("cheap/x");
        var plan = bench.Router.Plan(bench.Request(user: InArm(bench, "new")));
        plan.Next(null);

        Assert.Equal("mid", plan.Next(FailureKind.ContentPolicy)!.Deployment.Provider.Name);
    }

    [Fact]
    public void Next_ClientWantsNoFallback_StaysInTheArm()
    {
        var bench = Create("cheap/x");
        var user = InArm(bench, "new");

        Assert.Equal("cheap", bench.Line(bench.Request(user: user, wishes: new RoutingWishes { Fallback = false })));
    }

    [Fact]
    public void Next_EmbeddingOfAnArm_IsNeverAnotherModelsVector()
    {
        var bench = Create("cheap/x");

        Assert.Equal("cheap", bench.Line(bench.Embedding(user: InArm(bench, "new"))));
    }

    /// <summary>Of an experiment between a model over <c>mid</c> that falls back to <c>dear</c>, and another target.</summary>
    private static RouteBench Create(string target) => new($$"""
        "models": { "m": { "targets": ["mid/x"], "fallbacks": ["last"] }, "last": { "targets": ["dear/x"] } },
        "routing": { "experiments": { "try": { "model": "m", "arms": [{ "name": "control", "target": "m" }, { "name": "new", "target": "{{target}}" }] } } }
        """);

    private static void AssertNoPart(RouteBench bench, Func<string, GatewayRequest> request, string first)
    {
        var asked = request(InArm(bench, "new"));

        Assert.Equal(first, bench.Router.Plan(asked).First.Deployment.Provider.Name);
        Assert.Null(asked.Experiment);
    }

    private static IEnumerable<string> Users() => Enumerable.Range(0, 100).Select(number => $"user{number}");

    private static string InArm(RouteBench bench, string arm) => Users().First(user => ArmOf(bench, bench.Request(user: user)) == arm);

    private static string? ArmOf(RouteBench bench, GatewayRequest request)
    {
        bench.Router.Plan(request);
        return request.Experiment?.Arm.Name;
    }
}
