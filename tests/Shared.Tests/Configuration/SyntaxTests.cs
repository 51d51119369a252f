using Tollgate.Configuration;

namespace Tollgate.Tests.Configuration;

public sealed class SyntaxTests
{
    [Fact]
    public void Json_CommentsAndTrailingCommas_AreRead() =>
        Assert.Equal(9000, TestInputs.LoadValid("{ // why\n \"server\": { \"port\": 9000, }, /* so */ }").Server.Port);

    [Theory]
    [InlineData("{\n  \"server\": tsk-secret\n}", "is not valid JSON: unexpected 's' at line 2, column 14")]
    [InlineData("{ \"server\": {", "is not valid JSON: unexpected end of line at line 1, column 14")]
    [InlineData("", "is not valid JSON: unexpected end of line at line 1, column 1")]
    [InlineData("{ \"é\": x }", "is not valid JSON: unexpected 'x' at line 1, column 8")]
    public void Json_SyntaxError_TellsLineAndColumnAndQuotesOneCharacter(string text, string message) =>
        Assert.Equal([$"configuration: {message}"], TestInputs.Errors(text));

    [Fact]
    public void Json_NotAnObject_IsAnError() => Assert.Equal(["$: must be an object"], TestInputs.Errors("[]"));

    [Fact]
    public void Json_HalfASurrogatePair_IsAnError() =>
        Assert.Contains("half a surrogate pair", Assert.Single(TestInputs.Errors("""{ "logging": { "level": "\ud800" } }""")), StringComparison.Ordinal);

    [Fact]
    public void Yaml_SameShape_GivesTheSameConfiguration()
    {
        const string yaml = """
            # comment
            server:
              port: 9000
              corsOrigins: [https://a.example, "https://b.example"]
            logging: { level: debug }
            providers:
              ollama:
              house:
                baseUrl: 'http://10.0.0.5/v1'
                models:
                  - id: small
                    price: { input: 0.5, output: 1.25e0 }
            """;

        var configuration = GatewayConfigurationLoader.Load(TestInputs.Yaml(yaml)).GetOrThrow();

        Assert.Equal(9000, configuration.Server.Port);
        Assert.Equal(["https://a.example", "https://b.example"], configuration.Server.CorsOrigins);
        Assert.Equal("debug", configuration.Logging.Level);
        Assert.Contains("ollama", configuration.Wildcards.Keys);
        Assert.Equal(1.25m, configuration.FindModel("small")!.Info.Price.Output);
    }

    [Theory]
    [InlineData("server: [unclosed", "is not valid YAML at line 2")]
    [InlineData("", "is empty at line 1")]
    [InlineData("a: &x 1\nb: *x", "anchor, alias or tag, which are not supported at line 1")]
    [InlineData("server: !custom {}", "anchor, alias or tag, which are not supported at line 1")]
    [InlineData("server: {}\n---\nserver: {}", "must be one YAML document at line 2")]
    [InlineData("? [a]\n: 1", "has a member whose name is no text at line 1")]
    public void Yaml_WhatHasNoJsonForm_IsAnErrorWithItsLine(string text, string message)
    {
        var error = Assert.Single(GatewayConfigurationLoader.Load(TestInputs.Yaml(text)).Errors);

        Assert.Equal("gateway.yaml", error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(65)]
    [InlineData(10_000)]
    public void Yaml_DeepNesting_IsAnError(int depth) =>
        Assert.Contains(
            "is nested too deeply",
            Assert.Single(GatewayConfigurationLoader.Load(TestInputs.Yaml("server: " + new string('[', depth))).Errors).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Json_DeepNesting_IsAnError() => Assert.Single(TestInputs.Errors(new string('[', 10_000)));

    [Fact]
    public void Yaml_HalfASurrogatePair_IsAnError() =>
        Assert.Single(GatewayConfigurationLoader.Load(TestInputs.Yaml("logging: { level: \"\\ud800\" }")).Errors);

    [Fact]
    public void Yaml_DuplicateMember_IsAnError() =>
        Assert.Equal(
            ["server.port: is given twice; remove one"],
            GatewayConfigurationLoader.Load(TestInputs.Yaml("server:\n  port: 1\n  port: 2")).Errors.Select(error => error.ToString()));
}
