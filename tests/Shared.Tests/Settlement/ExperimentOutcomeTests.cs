using Tollgate.Pipeline;
using Tollgate.Settlement;
using Tollgate.Tests.Routing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Settlement;

public sealed class ExperimentOutcomeTests
{
    private const string Configuration = """
        "models": { "m": { "targets": ["cheap/x", "mid/x"] }, "other": { "targets": ["dear/x"] } },
        "routing": { "experiments": { "try": { "model": "m", "arms": [{ "name": "control", "target": "m" }, { "name": "new", "target": "m" }] } } }
        """;

    [Theory]
    [InlineData("m", 0, false)]
    [InlineData("m", 1, false)]
    [InlineData("other", 0, true)]
    public void Of_WhoAnswered_TellsWhetherItWasTheArms(string model, int target, bool isFallback)
    {
        var request = Routed();
        request.Begin(TestGateway.Attempt(request, request.Configuration.FindModel(model)!.Targets[target].Deployment));

        var outcome = ExperimentOutcome.Of(request)!;

        Assert.Equal(("try", isFallback), (outcome.Experiment, outcome.IsFallback));
        Assert.Equal(request.Experiment!.Arm.Name, outcome.Arm);
    }

    [Fact]
    public void Of_NobodyAsked_IsNoFallback() => Assert.False(ExperimentOutcome.Of(Routed())!.IsFallback);

    private static GatewayRequest Routed()
    {
        var bench = new RouteBench(Configuration);
        var request = bench.Request();
        bench.Router.Plan(request);
        return request;
    }
}
