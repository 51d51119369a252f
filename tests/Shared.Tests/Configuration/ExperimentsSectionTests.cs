namespace Tollgate.Tests.Configuration;

public sealed class ExperimentsSectionTests
{
    private const string Arms = """ "arms": [{ "name": "control", "target": "demo" }, { "name": "b", "target": "demo" }] """;

    [Fact]
    public void Load_DisabledExperiment_IsKnownButDoesNotRun()
    {
        var routing = TestInputs.LoadValid(With($$"""{ "x": { "enabled": false, "model": "demo", {{Arms}} } }""")).Routing;

        Assert.Equal("demo", routing.Experiments["x"].Model);
        Assert.Empty(routing.Running);
    }

    [Fact]
    public void Load_TwoExperimentsOfAModel_AreAnErrorUnlessOneIsDisabled()
    {
        Assert.Equal(
            ["routing.experiments.b.model: \"demo\" is split by the experiment \"a\" already; disable one"],
            TestInputs.Errors(With($$"""{ "a": { "model": "demo", {{Arms}} }, "b": { "model": "demo", {{Arms}} } }""")));

        var routing = TestInputs.LoadValid(With($$"""{ "a": { "model": "demo", {{Arms}} }, "b": { "enabled": false, "model": "demo", {{Arms}} } }""")).Routing;
        Assert.Equal("a", Assert.Single(routing.Running).Value.Name);
    }

    [Theory]
    [InlineData("""{ "strategy": "experiment" }""", "{}", "routing.strategy: is \"experiment\", and no experiment runs: targets are asked as under \"priority\"; add one under \"experiments\"")]
    [InlineData("{}", """{ "m": { "targets": ["demo/demo"], "strategy": "experiment" } }""", "models.m: has the strategy \"experiment\", and no experiment of it runs: its targets are asked as under \"priority\"; add one under \"routing.experiments\"")]
    public void Load_StrategyWithoutAnExperiment_IsToldOf(string routing, string models, string notice) =>
        Assert.Contains(notice, TestInputs.Load($$"""{ "providers": { "demo": {} }, "routing": {{routing}}, "models": {{models}} }""").Notices);

    [Theory]
    [InlineData("m", "m")]
    [InlineData("m*", "m*")]
    [InlineData("m*", "m-1")]
    public void Load_StrategyWithItsExperiment_IsNotToldOf(string model, string split) => Assert.DoesNotContain(
        TestInputs.Load($$"""
            {
              "providers": { "demo": {} },
              "models": { "{{model}}": { "targets": ["demo/demo"], "strategy": "experiment" } },
              "routing": { "strategy": "experiment", "experiments": { "x": { "model": "{{split}}", {{Arms}} } } }
            }
            """).Notices,
        notice => notice.Contains("experiment", StringComparison.Ordinal));

    [Fact]
    public void Load_ArmWhoseNameNoHeaderCouldCarry_IsAnError() => Assert.Equal(
        ["routing.experiments.x.arms[0].name: must be 1 to 64 characters of a-z A-Z 0-9 . _ -"],
        TestInputs.Errors(With("""{ "x": { "model": "demo", "arms": [{ "name": "é\n", "target": "demo" }, { "name": "b", "target": "demo" }] } }""")));

    private static string With(string experiments) =>
        $$"""{ "providers": { "demo": { "models": [{ "id": "demo" }] } }, "routing": { "experiments": {{experiments}} } }""";
}
