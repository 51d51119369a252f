using Tollgate.Health.Checks;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Quotas.Estimation;
using Tollgate.Routing;
using Tollgate.Routing.Strategies;
using Tollgate.Routing.Targets;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing;

public sealed class RouterTests
{
    [Theory]
    [InlineData(Operation.Chat, ModelCapabilities.Chat, true)]
    [InlineData(Operation.Chat, ModelCapabilities.Embeddings, false)]
    [InlineData(Operation.Completions, ModelCapabilities.Chat, true)]
    [InlineData(Operation.Completions, ModelCapabilities.Completions, true)]
    [InlineData(Operation.Completions, ModelCapabilities.Embeddings, false)]
    [InlineData(Operation.Embeddings, ModelCapabilities.Embeddings, true)]
    [InlineData(Operation.Embeddings, ModelCapabilities.Chat, false)]
    [InlineData(Operation.Embeddings, ModelCapabilities.None, true)]
    internal void Plan_ByOperation_TakesOnlyWhatCanServeIt(Operation operation, ModelCapabilities capabilities, bool served)
    {
        if (served)
        {
            Assert.Equal("upstream-model", Choose("m", operation, capabilities).UpstreamModel);
        }
        else
        {
            var refusal = Assert.Throws<RefusalException>(() => Choose("m", operation, capabilities)).Refusal;
            Assert.Equal((400, "unsupported_operation", "model"), (refusal.Status, refusal.Code, refusal.Param));
        }
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("M")]
    [InlineData("gpt-4o")]
    public void Plan_UnknownModel_Is404WithAdvice(string model)
    {
        var refusal = Assert.Throws<RefusalException>(() => Choose(model)).Refusal;

        Assert.Equal((404, "model_not_found", "model"), (refusal.Status, refusal.Code, refusal.Param));
        Assert.Contains($"'{model}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(model == "gpt-4o", refusal.Message.Contains("openai", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_EndlessModelName_IsShortenedInTheMessage() =>
        Assert.InRange(Assert.Throws<RefusalException>(() => Choose(new string('x', 100_000))).Refusal.Message.Length, 200, 400);

    [Theory]
    [InlineData("m", "m")]
    [InlineData("cheap/x", "cheap/x")]
    [InlineData("made-up-1", "made-*")]
    [InlineData("ruled-1", "m")]
    public void Plan_NameThatACallerMadeUp_IsCountedAsTheModelThatStandsForIt(string name, string counted)
    {
        var bench = new RouteBench("""
            "models": { "m": { "targets": ["mid/x"] }, "made-*": { "targets": ["mid/x"] } },
            "routing": { "rules": [{ "model": "ruled-*", "route": "m" }] }
            """);
        var request = bench.Request(name);

        var plan = bench.Router.Plan(request);

        Assert.Equal(counted, request.CountedAs);
        Assert.Equal((counted, counted), (request.ModelLabel, plan.FateSharedBy));
    }

    [Fact]
    public void Plan_NameBehindAProviderThatServesAny_IsNoLabelAndHasNoFateOfItsOwn()
    {
        var bench = new RouteBench("""
            "models": { "m": { "targets": ["mid/x"] } }
            """);
        var request = bench.Request("open/made-up-1");

        var plan = bench.Router.Plan(request);

        Assert.Equal(("open/made-up-1", "open/*", "open"), (request.CountedAs, request.ModelLabel, plan.FateSharedBy));
    }

    [Theory]
    [InlineData("made-*", "made-up")]
    [InlineData("made-up", "made-up")]
    public void Plan_ExperimentOfAWildcardOrOfANameBehindIt_Runs(string model, string name)
    {
        var bench = new RouteBench($$"""
            "models": { "made-*": { "targets": ["mid/x"] } },
            "routing": { "experiments": { "try": { "model": "{{model}}", "arms": [{ "name": "a", "target": "cheap/x" }, { "name": "b", "target": "cheap/x" }] } } }
            """);

        Assert.Equal("cheap mid", bench.Line(name));
    }

    private static Deployment Choose(string model, Operation operation = Operation.Chat, ModelCapabilities capabilities = ModelCapabilities.Chat)
    {
        var configuration = TestGateway.Configuration(TestGateway.Deployment(capabilities: capabilities));
        var subject = operation switch { Operation.Chat => """ "messages":[{"role":"user"}] """, Operation.Completions => "\"prompt\":\"a\"", _ => "\"input\":\"a\"" };
        var request = TestGateway.Request($$"""{"model":"{{model}}",{{subject}}}""", new ManualTimeProvider(), operation, configuration);
        var loads = new TargetLoads(TimeProvider.System);
        var router = new Router(
            ModelCatalogue.Default, new TargetOrders(loads, new TokenEstimators(), () => 0), loads, TestCircuits.Create(TimeProvider.System), new CheckResults(TimeProvider.System));
        return router.Plan(request).First.Deployment;
    }
}
