using Tollgate.Configuration;

namespace Tollgate.Tests.Configuration;

public sealed class ModelPatternsTests
{
    private const string Providers = """
        "providers": { "openai": { "apiKey": "${K}", "models": ["gpt-4o", "gpt-4o-mini", "o1-pro"] }, "ollama": {} }
        """;

    private const string Models = """
        "models": {
          "*": { "targets": ["ollama/qwen3"] },
          "*-mini": { "targets": ["openai/gpt-4o-mini"] },
          "gpt-*": { "targets": ["openai/gpt-4o"] },
          "gpt-*o": { "targets": ["openai/o1-pro"] },
          "*mini-": { "targets": ["openai/o1-pro"] }
        }
        """;

    [Theory]
    [InlineData("gpt-4o", "openai/gpt-4o", "gpt-4o")]
    [InlineData("openai/gpt-4o-mini", "openai/gpt-4o-mini", "openai/gpt-4o-mini")]
    [InlineData("gpt-9", "openai/gpt-4o", "gpt-*")]
    [InlineData("gpt-9o", "openai/o1-pro", "gpt-*o")]
    [InlineData("gpt-9-mini", "openai/gpt-4o-mini", "*-mini")]
    [InlineData("-mini-", "openai/o1-pro", "*mini-")]
    [InlineData("claude", "ollama/qwen3", "*")]
    [InlineData("ollama/llama3", "ollama/llama3", "ollama/llama3")]
    public void FindModel_NameThatPatternsFit_IsExactOrElseTheMostSpecific(string name, string deployment, string model)
    {
        var found = Load(Models).FindModel(name)!;

        Assert.Equal((deployment, model), (found.Deployments.Single().Id, found.Name));
    }

    [Fact]
    public void FindModel_PatternsThatLeaveAsMuchOpen_IsTheFirst() => Assert.Equal(
        "a*", Load(""" "models": { "a*": { "targets": ["openai/gpt-4o"] }, "*b": { "targets": ["openai/o1-pro"] } } """).FindModel("ab")!.Name);

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public void FindModel_WhatIsNoModelName_FitsNoPattern(string name) => Assert.Null(Load(Models).FindModel(name));

    [Fact]
    public void Models_Patterns_AreNotListed()
    {
        var configuration = Load(Models);

        Assert.DoesNotContain(configuration.Models.Keys, ModelPatterns.IsPattern);
        Assert.DoesNotContain(configuration.ModelOrder, ModelPatterns.IsPattern);
        Assert.Contains(configuration.Deployments, deployment => deployment.Id == "ollama/qwen3");
    }

    [Fact]
    public void Load_PatternOfAProviderThatServesAnyName_IsAnError() => Assert.Equal(
        ["models[\"ollama/q*\"]: stands for names that are already those of that provider, which serves any; choose another"],
        TestInputs.Errors($$"""{ {{Providers}}, "models": { "ollama/q*": { "targets": ["openai/gpt-4o"] } } }""", ("K", "k")));

    [Fact]
    public void Load_WhatRefersToAModel_MayMeanAPattern() =>
        Assert.Equal("gpt-5", Load($$"""{{Models}}, "routing": { "defaultModel": "gpt-5" }""").Routing.DefaultModel);

    [Fact]
    public void Between_ChangedPattern_IsNamed() => Assert.Equal(
        "models ~gpt-*",
        ConfigurationChanges.Between(Load(Models), Load(Models.Replace("\"gpt-*\": { \"targets\": [\"openai/gpt-4o\"]", "\"gpt-*\": { \"targets\": [\"openai/o1-pro\"]", StringComparison.Ordinal))).Summary);

    private static GatewayConfiguration Load(string members) => TestInputs.LoadValid($$"""{ {{Providers}}, {{members}} }""", ("K", "k"));
}
