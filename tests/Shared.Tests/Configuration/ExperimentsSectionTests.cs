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

    [Fact]
    public void Load_ArmWhoseNameNoHeaderCouldCarry_IsAnError() => Assert.Equal(
        ["routing.experiments.x.arms[0].name: must be 1 to 64 characters of a-z A-Z 0-9 . _ -"],
        TestInputs.Errors(With("""{ "x": { "model": "demo", "arms": [{ "name": "é\n", "target": "demo" }, { "name": "b", "target": "demo" }] } }""")));

    private static string With(string experiments) =>
        $$"""{ "providers": { "demo": { "models": [{ "id": "demo" }] } }, "routing": { "experiments": {{experiments}} } }""";
}
