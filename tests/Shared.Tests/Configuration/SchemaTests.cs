using System.Text.Json;
using NJsonSchema;
using Tollgate.Configuration;
using Tollgate.Configuration.Reading;
using Tollgate.Pricing;

namespace Tollgate.Tests.Configuration;

public sealed class SchemaTests
{
    [Fact]
    public async Task Sample_AsShipped_LoadsWithoutAnyEnvironmentAndFitsTheSchema()
    {
        var sample = Repository.Read("gateway.json");

        Assert.Empty(TestInputs.Errors(sample));
        Assert.Empty(await ValidateAsync(sample));
    }

    [Fact]
    public async Task Sample_WithItsCommentedSettingsSwitchedOn_LoadsAndFitsTheSchema()
    {
        var sample = SwitchOnComments(Repository.Read("gateway.json"));

        var inputs = TestInputs.Create(
            sample, ("OPENAI_API_KEY", "key-1"), ("AZURE_OPENAI_API_KEY", "key-2"), ("TEAM_A_KEY", "tg-0123456789abcdef"));
        var configuration = GatewayConfigurationLoader.Load(inputs with { Catalogue = ModelCatalogue.Default }).GetOrThrow();
        Assert.Equal(["gpt-4o", "gpt-4o-mini", "llama-3.3-70b", "smart"], configuration.Models.Keys.Order());
        Assert.Equal("certs/tls.key", configuration.Server.Tls!.KeyFile);
        Assert.Empty(await ValidateAsync(sample));
    }

    [Fact]
    public void Schema_Members_AreExactlyThoseThatTheReaderAsksFor()
    {
        using var schema = JsonDocument.Parse(Repository.Read("gateway.schema.json"));

        Assert.Equal(AskedPatterns().Order(), SchemaPatterns.Of(schema.RootElement).Order());
    }

    [Theory]
    [InlineData("""{ "cache": {} }""")]
    [InlineData("""{ "keyVault": { "provider": "aws" } }""")]
    [InlineData("""{ "keyVault": { "refreshSeconds": 9 } }""")]
    [InlineData("""{ "keyVault": { "vaultUrl": "http://team.vault.azure.net" } }""")]
    [InlineData("""{ "budget": { "defaultMonthlyLimit": 0 } }""")]
    [InlineData("""{ "budget": { "currency": "EUR" } }""")]
    [InlineData("""{ "costControls": { "dailyLimits": { "total": { "mode": "fast" } } } }""")]
    [InlineData("""{ "costControls": { "dailyLimits": { "total": { "limit": 1, "onStoreOutage": "allow" } } } }""")]
    [InlineData("""{ "costControls": { "alertThresholds": [50, 101] } }""")]
    [InlineData("""{ "rateLimit": { "perUser": { "requestsPerMinute": 1.5 } } }""")]
    [InlineData("""{ "rateLimit": { "tiers": { "gold": {} } } }""")]
    [InlineData("""{ "server": { "port": 70000 } }""")]
    [InlineData("""{ "logging": { "level": "loud" } }""")]
    [InlineData("""{ "providers": { "x": { "models": [{ "modelId": "m" }] } } }""")]
    [InlineData("""{ "prices": { "a/b": { "input": 1 } } }""")]
    [InlineData("""{ "tenants": { "t": { "apiKeys": [{ "id": "k", "key": "tg-literal-key-1234" }] } } }""")]
    [InlineData("""{ "tenants": { "t": { "apiKeys": [{ "id": "k" }] } } }""")]
    public async Task Schema_WhatTheReaderRefuses_TheSchemaRefusesToo(string text)
    {
        Assert.NotEmpty(TestInputs.Errors(text));
        Assert.NotEmpty(await ValidateAsync(text));
    }

    internal static async Task<string[]> ValidateAsync(string text)
    {
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("gateway.schema.json"));
        return [.. schema.Validate(JsonText.Parse(text).GetRawText()).Select(error => error.ToString())];
    }

    /// <summary>All that the reader looks for, in a document that opens every section.</summary>
    private static IReadOnlySet<string> AskedPatterns()
    {
        const string limit = """{ "onStoreOutage": {} }""";
        const string budget = $$"""{ "daily": {{limit}}, "monthly": {{limit}} }""";
        const string rates = $$"""
            { "requestsPerSecond": {{limit}}, "requestsPerMinute": {{limit}}, "tokensPerMinute": {{limit}}, "tokensPerHour": {{limit}} }
            """;
        const string text = $$"""
            {
              "costControls": { "dailyLimits": { "total": {{limit}}, "perTenant": {{limit}}, "perUser": {{limit}} } },
              "budget": { "defaultMonthlyLimit": {{limit}} },
              "rateLimit": {
                "global": {{rates}}, "perTenant": {{rates}}, "perUser": {{rates}}, "perKey": {{rates}}, "tiers": { "a": {{rates}} }
              },
              "providers": {
                "a": { "healthCheck": {}, "rateLimit": {{rates}}, "models": [{ "id": "m", "rateLimit": {{rates}}, "price": { "tiers": [{}] } }] },
                "b": { "deployments": [{ "rateLimit": {{rates}}, "price": { "tiers": [{}] } }] },
                "c": { "deployments": { "x": "y" } }
              },
              "models": { "a": { "targets": ["x", {}], "fallbacks": {}, "hedging": {} } },
              "routing": { "rules": [{}], "taskTypes": { "code": "m" }, "experiments": { "a": { "arms": [{}] } } },
              "prices": { "a/m": { "tiers": [{}] } },
              "tenants": {
                "a": {
                  "budget": {{budget}}, "rateLimit": {{rates}},
                  "apiKeys": [{ "budget": {{budget}}, "rateLimit": {{rates}} }]
                }
              }
            }
            """;
        var inputs = TestInputs.Create(text);
        var findings = new ConfigurationFindings();
        var reading = new ConfigurationReading(new EnvironmentVariables(inputs.Environment, findings), findings);
        GatewayConfigurationLoader.Load(inputs, reading);
        return reading.AskedPatterns;
    }

    /// <summary>Comments that are settings go on with JSON; each gets the comma that it may need, as trailing ones are allowed.</summary>
    private static string SwitchOnComments(string text) =>
        string.Join('\n', text.Split('\n').Select(line => CommentedSetting(line.Trim()) ?? line));

    private static string? CommentedSetting(string line)
    {
        if (line is not ['/', '/', ' ', ' ' or '"' or '{' or '}', ..])
        {
            return null;
        }

        var setting = line[3..].Split("  //")[0].TrimEnd();
        return setting[^1] is '{' or ',' ? setting : setting + ",";
    }
}
