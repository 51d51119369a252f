using Tollgate.Pricing;

namespace Tollgate.Tests.Configuration;

public sealed class ProvidersSectionTests
{
    [Fact]
    public void Load_ProviderWithoutDetails_TakesThemFromEnvironmentAndProfile()
    {
        var configuration = TestInputs.LoadValid("""{ "providers": { "openai": {} } }""", ("OPENAI_API_KEY", "key-1"));

        var provider = configuration.Providers["openai"];
        Assert.Equal("openai", provider.Wire);
        Assert.Equal("https://api.openai.com/v1", provider.BaseUrl!.AbsoluteUri);
        Assert.Equal("key-1", provider.ApiKey);
        Assert.Equal(["gpt-4o", "gpt-4o-mini"], configuration.Models.Keys.Order());
    }

    [Fact]
    public void Load_ModelForms_AreAllRead()
    {
        const string text = """
            {
              "providers": {
                "fast": {
                  "type": "openai", "apiKey": "${K}", "timeoutSeconds": 7, "streamIdleTimeoutSeconds": 8,
                  "models": ["gpt-4o", {
                    "id": "tuned", "modelId": "ft:gpt-4o:acme", "name": "Tuned", "contextLength": 1000, "maxOutputTokens": 100,
                    "capabilities": ["chat", "json_schema"],
                    "price": { "input": 3, "output": 12, "cacheRead": 1.5, "tiers": [{ "aboveInputTokens": 200000, "input": 6, "output": 24 }] }
                  }],
                  "deployments": { "mini": "gpt-4o-mini" }
                }
              }
            }
            """;

        var configuration = TestInputs.LoadValid(text, ("K", "key-1"));

        Assert.Equal(7, configuration.Providers["fast"].TimeoutSeconds);
        Assert.Equal(8, configuration.Providers["fast"].StreamIdleTimeoutSeconds);
        Assert.Equal("fast/gpt-4o", configuration.FindModel("gpt-4o")!.Targets[0].Deployment.Id);
        Assert.Equal(0.15m, configuration.FindModel("mini")!.Info.Price.Input);
        var tuned = configuration.FindModel("tuned")!.Targets[0].Deployment;
        Assert.Equal("ft:gpt-4o:acme", tuned.UpstreamModel);
        Assert.Equal("Tuned", tuned.Info.DisplayName);
        Assert.Equal(100, tuned.Info.MaxOutputTokens);
        Assert.Equal(ModelCapabilities.Chat | ModelCapabilities.JsonSchema, tuned.Info.Capabilities);
        Assert.Equal(24m, Assert.Single(tuned.Info.Price.Tiers).Price.Output);
    }

    [Theory]
    [InlineData("""{ "openai": {} }""", "providers.openai.apiKey: is missing; set the variable OPENAI_API_KEY, or \"enabled\": false")]
    [InlineData("""{ "azure-openai": { "apiKey": "${K}" } }""", "providers.azure-openai.baseUrl: is missing; set it or the variable AZURE_OPENAI_ENDPOINT")]
    [InlineData("""{ "opnai": { "models": [] } }""", "providers.opnai.baseUrl: is missing; a custom provider needs one (types with an address of their own: see \"type\"); did you mean \"openai\"?|providers.opnai.models: is missing or empty; list the models to serve, as in [\"model-id\"]")]
    [InlineData("""{ "x": { "baseUrl": "http://user:secret@host/v1", "models": [{ "id": "m", "price": { "input": 0, "output": 0 } }] } }""", "providers.x.baseUrl: must be an http or https URL without credentials, query or fragment")]
    [InlineData("""{ "openai": { "apiKey": "${K}", "apiVersion": "2024-10-21" } }""", "providers.openai.apiVersion: is for providers of type azure-openai only; remove it")]
    [InlineData("""{ "openai": { "apiKey": "${K}", "auth": "entra" } }""", "providers.openai.auth: is for providers of type azure-openai only; remove it|providers.openai.apiKey: is not used with \"auth\": \"entra\"; remove one of them")]
    [InlineData("""{ "azure-openai": { "baseUrl": "https://r", "auth": "key" } }""", "providers.azure-openai.apiKey: is missing; set the variable AZURE_OPENAI_API_KEY, or \"enabled\": false")]
    [InlineData("""{ "azure-openai": { "baseUrl": "https://r", "apiKey": "${K}", "auth": "entra" } }""", "providers.azure-openai.apiKey: is not used with \"auth\": \"entra\"; remove one of them")]
    [InlineData("""{ "openai": { "apiKey": "${K}", "models": ["gpt-4o", { "id": "b", "modelId": "gpt-4o" }] } }""", "providers.openai.models[1]: lists the same upstream model again; give it a further name under models.<name>.targets")]
    [InlineData("""{ "openai": { "apiKey": "two words" } }""", "providers.openai.apiKey: must be visible ASCII characters without spaces or line ends")]
    [InlineData("""{ "bedrock": { "apiKey": "${K}", "region": "Frankfurt" } }""", "providers.bedrock.region: must be a region such as eu-central-1")]
    [InlineData("""{ "openai": { "apiKey": "${K}", "region": "eu-west-1", "inferenceProfile": "eu" } }""", "providers.openai.inferenceProfile: is for providers of type bedrock only; remove it")]
    [InlineData("""{ "bedrock": { } }""", "providers.bedrock.apiKey: is missing; set the variable AWS_BEARER_TOKEN_BEDROCK, or \"enabled\": false")]
    [InlineData("""{ "demo": { "baseUrl": "http://localhost" } }""", "providers.demo.baseUrl: has no meaning for the demo, which answers by itself; remove it")]
    public void Load_ProviderThatCannotWork_IsAnError(string providers, string errors) =>
        Assert.Equal(errors.Split('|'), TestInputs.Errors($$"""{ "providers": {{providers}} }""", ("K", "key-1")));

    [Fact]
    public void Load_UnpricedModel_IsAnErrorAndNeverFree() =>
        Assert.Equal(
            ["providers.house.models[0]: has no known price; set prices[\"house/m\"] to {\"input\": …, \"output\": …} in USD per million tokens (0 is allowed)"],
            TestInputs.Errors("""{ "providers": { "house": { "baseUrl": "http://h/v1", "models": ["m"] } } }"""));

    [Theory]
    [InlineData("vllm")]
    [InlineData("ollama")]
    [InlineData("demo")]
    public void Load_UnpricedModelOnOwnHardware_IsFree(string type) =>
        Assert.Equal(0, TestInputs.LoadValid($$"""{ "providers": { "{{type}}": { "models": ["m"] } } }""").FindModel("m")!.Info.Price.Output);

    [Fact]
    public void Load_DisabledProvider_NeedsNeitherKeyNorModels()
    {
        var result = TestInputs.Load(
            """{ "providers": { "openai": { "enabled": false }, "groq": {} }, "models": { "fast": { "targets": ["groq/x"] } }, "prices": { "openai/x": { "input": 1, "output": 1 } } }""",
            ("ENABLE_GROQ", "false"));

        Assert.Empty(result.GetOrThrow().Providers);
        Assert.Contains("models.fast: is not served: its targets' providers are all disabled", result.Notices);
        Assert.Contains("prices[\"openai/x\"]: has no effect while its provider is disabled", result.Notices);
    }

    [Fact]
    public void Load_LiteralProviderKey_WorksWithANoticeThatDoesNotQuoteIt()
    {
        var result = TestInputs.Load("""{ "providers": { "openai": { "apiKey": "sk-literal" } } }""");

        Assert.Equal("sk-literal", result.GetOrThrow().Providers["openai"].ApiKey);
        var notice = Assert.Single(result.Notices, notice => notice.StartsWith("providers.openai.apiKey", StringComparison.Ordinal));
        Assert.DoesNotContain("sk-literal", notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData("", false, true)]
    [InlineData(", \"auth\": \"entra\"", true, true)]
    [InlineData(", \"auth\": \"key\"", true, false)]
    public void Load_AzureSignIn_IsByKeyWhereThereIsOneUnlessToldOtherwise(string more, bool hasKey, bool usesEntraId)
    {
        (string, string)[] environment = hasKey ? [("AZURE_OPENAI_API_KEY", "key-1")] : [];
        var configuration = TestInputs.LoadValid($$"""{ "providers": { "azure-openai": { "baseUrl": "https://r"{{more}} } } }""", environment);

        var provider = configuration.Providers["azure-openai"];
        Assert.Equal((usesEntraId, usesEntraId ? null : "key-1"), (provider.UsesEntraId, provider.ApiKey));
    }

    [Theory]
    [InlineData("", "https://r.openai.azure.com/openai/v1")]
    [InlineData(", \"apiVersion\": \"2024-10-21\"", "https://r.openai.azure.com/openai")]
    public void Load_AzureDeployment_IsPricedByItsPublicName(string more, string baseUrl)
    {
        var configuration = TestInputs.LoadValid(
            $$"""{ "providers": { "azure-openai": { "baseUrl": "https://r.openai.azure.com/", "apiKey": "${K}", "deployments": { "gpt-4o": "prod" }{{more}} } } }""",
            ("K", "key-1"));

        var deployment = configuration.FindModel("gpt-4o")!.Targets[0].Deployment;
        Assert.Equal("azure-openai/prod", deployment.Id);
        Assert.Equal(2.75m, deployment.Info.Price.Input);
        Assert.True(deployment.Provider.SendsApiKeyHeader);
        Assert.Equal(baseUrl, deployment.Provider.BaseUrl!.AbsoluteUri);
    }
}
