using Tollgate.Configuration;

namespace Tollgate.Tests.Configuration;

/// <summary>Loads configurations from texts and variables that a test names.</summary>
internal static class TestInputs
{
    public static ConfigurationInputs Create(string? text, params (string Name, string Value)[] environment) => new()
    {
        Text = text,
        Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
        Catalogue = new TestCatalogue(),
    };

    public static ConfigurationResult Load(string? text, params (string Name, string Value)[] environment) =>
        GatewayConfigurationLoader.Load(Create(text, environment));

    public static GatewayConfiguration LoadValid(string? text, params (string Name, string Value)[] environment) =>
        Load(text, environment).GetOrThrow();

    public static string[] Errors(string? text, params (string Name, string Value)[] environment) =>
        [.. Load(text, environment).Errors.Select(error => error.ToString())];

    public static ConfigurationInputs Yaml(string text) => Create(text) with { FilePath = "gateway.yaml" };
}
