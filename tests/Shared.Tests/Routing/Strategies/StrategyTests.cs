using Tollgate.Health.Checks;
using Tollgate.Pipeline;
using Tollgate.Routing;
using Tollgate.Routing.Options;

namespace Tollgate.Tests.Routing.Strategies;

public sealed class StrategyTests
{
    private const string All = """ ["dear/x", "cheap/x", "mid/x"] """;

    [Fact]
    public void Priority_KeepsTheOperatorsOrder() => Assert.Equal("dear cheap mid", With("priority").Line());

    [Fact]
    public void RoundRobin_BeginsWithEachInTurn()
    {
        var bench = With("round_robin");

        Assert.Equal(["dear cheap mid", "cheap mid dear", "mid dear cheap", "dear cheap mid"], Enumerable.Range(0, 4).Select(_ => bench.Line()));
    }

    /// <summary>A failing check was told in the health report and changed nothing in routing.</summary>
    [Theory]
    [InlineData("priority")]
    [InlineData("lowest_cost")]
    public void Any_ProviderThatFailsItsChecks_ComesBehindOthersUntilItIsBack(string strategy)
    {
        var bench = With(strategy);
        var first = bench.Line().Split(' ')[0];
        for (var i = 0; i < CheckResult.FailingAfter; i++)
        {
            Assert.StartsWith(first, bench.Line(), StringComparison.Ordinal);
            bench.Checks.Record(first, TimeSpan.FromSeconds(10), "upstream_timeout");
        }

        Assert.EndsWith(first, bench.Line(), StringComparison.Ordinal);

        bench.Checks.Record(first, TimeSpan.FromMilliseconds(10), failure: null);
        Assert.StartsWith(first, bench.Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weighted_OverManyRequests_SplitsByWeight()
    {
        var bench = new RouteBench("""
            "models": { "m": { "strategy": "weighted", "targets": [{ "target": "dear/x", "weight": 1 }, { "target": "cheap/x", "weight": 3 }, { "target": "mid/x", "weight": 0 }] } }
            """);
        var random = new Random(7);

        var firsts = Enumerable.Range(0, 2_000).Select(_ => bench.Draw(random.NextDouble(), random.NextDouble()).Line().Split(' ')[0]).CountBy(name => name).ToDictionary();

        Assert.InRange(firsts["cheap"], 1_400, 1_600);
        Assert.False(firsts.ContainsKey("mid"));
    }

    [Fact]
    public void LeastLatency_OfTwoAtRandom_TakesTheFaster()
    {
        var bench = With("least_latency");
        bench.Loads.Of("dear/x").Saw(TimeSpan.FromMilliseconds(900));
        bench.Loads.Of("cheap/x").Saw(TimeSpan.FromMilliseconds(20));
        bench.Loads.Of("mid/x").Saw(TimeSpan.FromMilliseconds(50));

        Assert.StartsWith("cheap", bench.Draw(0, 0).Line(), StringComparison.Ordinal);
        Assert.Equal("mid cheap dear", bench.Draw(0.9, 0).Line());
    }

    [Fact]
    public void LeastLatency_TargetNobodyAsked_IsTried()
    {
        var bench = With("least_latency");
        bench.Loads.Of("dear/x").Saw(TimeSpan.FromMilliseconds(1));

        Assert.StartsWith("cheap", bench.Draw(0, 0).Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void LeastBusy_TakesTheIdlest()
    {
        var bench = With("least_busy");
        bench.Loads.Of("dear/x").Begin();
        bench.Loads.Of("dear/x").Begin();
        bench.Loads.Of("cheap/x").Begin();

        Assert.Equal("mid cheap dear", bench.Line());

        bench.Loads.Of("dear/x").End();
        bench.Loads.Of("dear/x").End();
        bench.Loads.Of("mid/x").Begin();
        bench.Loads.Of("mid/x").Begin();
        Assert.Equal("dear cheap mid", bench.Line());
    }

    [Fact]
    public void LowestCost_GoesByTheExpectedPriceOfTheRequest() => Assert.Equal("cheap mid dear", With("lowest_cost").Line());

    [Fact]
    public void Quality_WithoutACeiling_TakesTheBest() => Assert.Equal("mid cheap dear", Quality("").Line());

    [Theory]
    [InlineData(0.006, "mid cheap dear")]
    [InlineData(0.002, "cheap mid dear")]
    [InlineData(0.0000001, "cheap mid dear")]
    public void Quality_WithACeiling_PutsWhatIsTooDearLast(double ceiling, string line)
    {
        Assert.Equal(line, Quality($"\"maxCostUsd\": {ceiling:0.#######},").Line());
        Assert.Equal(line, Quality("").Line(wishes: new RoutingWishes { MaxCostUsd = (decimal)ceiling }));
    }

    [Fact]
    public void Quality_NobodyGaveMarks_TakesTheDearerForTheBetter() => Assert.Equal("dear mid cheap", With("quality").Line());

    [Fact]
    public void Strategy_OfTheRequest_OverridesTheModels() =>
        Assert.Equal("cheap mid dear", With("priority").Line(wishes: new RoutingWishes { Strategy = RoutingStrategy.LowestCost }));

    [Fact]
    public void Strategy_RoutingSwitchedOff_KeepsTheOperatorsOrder() =>
        Assert.Equal("dear cheap mid", new RouteBench($$"""
            "routing": { "enabled": false, "strategy": "lowest_cost" }, "models": { "m": { "targets": {{All}} } }
            """).Line());

    [Fact]
    public void Provider_OfTheRequest_IsAskedFirst()
    {
        Assert.Equal("mid dear cheap", With("priority").Line(wishes: new RoutingWishes { Provider = "mid" }));
        Assert.Equal("mid", With("priority").Line(wishes: new RoutingWishes { Provider = "mid", Fallback = false }));
    }

    [Fact]
    public void Provider_ThatDoesNotServeTheModel_ChangesNothing() =>
        Assert.Equal("dear cheap mid", With("priority").Line(wishes: new RoutingWishes { Provider = "other" }));

    [Fact]
    public void Provider_ThatDoesNotServeTheModelAndNoOtherMay_IsRefused()
    {
        var refusal = Assert.Throws<RefusalException>(() => With("priority").Line(wishes: new RoutingWishes { Provider = "other", Fallback = false })).Refusal;

        Assert.Equal((400, "invalid_value", "provider"), (refusal.Status, refusal.Code, refusal.Param));
    }

    private static RouteBench With(string strategy) => new($$"""
        "routing": { "strategy": "{{strategy}}" }, "models": { "m": { "targets": {{All}} } }
        """);

    private static RouteBench Quality(string members) => new($$"""
        "models": { "m": { "strategy": "quality", {{members}} "targets": [{ "target": "dear/x", "quality": 10 }, { "target": "cheap/x", "quality": 50 }, { "target": "mid/x", "quality": 80 }] } }
        """);
}
