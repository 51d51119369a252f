using Tollgate.Configuration;
using Tollgate.Pricing;

namespace Tollgate.Tests.Configuration;

public sealed class FindModelTests
{
    [Fact]
    public void FindModel_TwoProvidersServeTheName_BothAreItsDeploymentsInTheFilesOrder()
    {
        const string text = """
            {
              "providers": {
                "azure-openai": { "baseUrl": "https://r.openai.azure.com", "apiKey": "${K}", "deployments": { "gpt-4o": "prod" } },
                "openai": { "apiKey": "${K}", "models": ["gpt-4o"] }
              }
            }
            """;

        Assert.Equal(["azure-openai/prod", "openai/gpt-4o"], Find(text, "gpt-4o"));
    }

    [Theory]
    [InlineData("azure-openai/prod")]
    [InlineData("azure-openai/gpt-4o")]
    public void FindModel_ProviderAndModel_IsThatProvidersAlone(string name)
    {
        const string text = """
            {
              "providers": {
                "azure-openai": { "baseUrl": "https://r.openai.azure.com", "apiKey": "${K}", "deployments": { "gpt-4o": "prod" } },
                "openai": { "apiKey": "${K}", "models": ["gpt-4o"] }
              }
            }
            """;

        Assert.Equal(["azure-openai/prod"], Find(text, name));
    }

    [Theory]
    [InlineData("GPT-4o")]
    [InlineData("groq/gpt-4o")]
    [InlineData("openai/")]
    [InlineData("")]
    public void FindModel_UnknownName_IsNull(string name) => Assert.Null(TestInputs.LoadValid(null, ("OPENAI_API_KEY", "key-1")).FindModel(name));

    [Fact]
    public void FindModel_NameThatIsAlsoAnotherProvidersModel_IsTheProviderItNames()
    {
        var result = TestInputs.Load(null, ("OPENAI_API_KEY", "key-1"), ("GITHUB_TOKEN", "key-2"));
        var configuration = result.GetOrThrow();

        Assert.Equal("openai/gpt-4o", configuration.FindModel("openai/gpt-4o")!.Deployments.Single().Id);
        Assert.Equal("github/openai/gpt-4o", configuration.FindModel("github/openai/gpt-4o")!.Deployments.Single().Id);
        Assert.Contains(
            "providers.github: serves \"openai/gpt-4o\" only as \"github/openai/gpt-4o\": the short name is that of another provider's model",
            result.Notices);
    }

    [Theory]
    [InlineData("gpt-4o-2024-11-20", "openai/gpt-4o")]
    [InlineData("openai/gpt-4o-2024-11-20", "openai/gpt-4o")]
    [InlineData("github/gpt-4o", "github/openai/gpt-4o")]
    [InlineData("gpt-4o", "openai/gpt-4o", "github/openai/gpt-4o")]
    public void FindModel_CatalogueAliasOfADefaultModel_IsUnderstoodAndNotListed(string name, params string[] deployments)
    {
        var configuration = TestInputs.LoadValid(null, ("OPENAI_API_KEY", "key-1"), ("GITHUB_TOKEN", "key-2"));

        Assert.Equal(deployments, configuration.FindModel(name)!.Deployments.Select(deployment => deployment.Id));
        Assert.Equal(["gpt-4o", "gpt-4o-mini"], configuration.Models.Keys.Order());
    }

    [Fact]
    public void FindModel_ListedUnderAnAlias_AsksTheProviderForTheModelsOwnId()
    {
        var configuration = TestInputs.LoadValid(
            """
            {
              "providers": { "openai": { "models": ["gpt-4o-2024-11-20"] } },
              "prices": { "openai/gpt-4o-2024-11-20": { "input": 7, "output": 7 } }
            }
            """,
            ("OPENAI_API_KEY", "key-1"));

        var deployment = configuration.FindModel("gpt-4o-2024-11-20")!.Deployments.Single();
        Assert.Equal("gpt-4o", deployment.UpstreamModel);
        Assert.Equal(7, deployment.Info.Price.Input);
        Assert.Null(configuration.FindModel("gpt-4o"));
    }

    [Fact]
    public void FindModel_ModelThatNothingDescribes_IsTrustedToDoWhatModelsCommonlyDo()
    {
        var configuration = TestInputs.LoadValid("""{ "providers": { "vllm": { "models": ["m"] }, "ollama": {} } }""");

        Assert.True(configuration.FindModel("m")!.Info.Capabilities.HasFlag(ModelCapabilities.Chat | ModelCapabilities.Tools));
        Assert.True(configuration.FindModel("ollama/x")!.Info.Capabilities.HasFlag(ModelCapabilities.Embeddings));
    }

    [Theory]
    [InlineData("gpt-4")]
    [InlineData("gpt-35-turbo")]
    [InlineData("gpt-3.5-turbo")]
    [InlineData("gpt-4-vision")]
    [InlineData("gpt-4-vision-preview")]
    [InlineData("text-embedding-ada-002")]
    [InlineData("claude-3-opus")]
    [InlineData("claude-3-sonnet")]
    [InlineData("claude-3-haiku")]
    [InlineData("gemini-pro")]
    [InlineData("gemini-pro-vision")]
    [InlineData("command")]
    [InlineData("command-r")]
    public void FindModel_NameThatUsersKnow_ResolvesWithKeysAlone(string name)
    {
        (string, string)[] keys = [("OPENAI_API_KEY", "k"), ("ANTHROPIC_API_KEY", "k"), ("GEMINI_API_KEY", "k"), ("COHERE_API_KEY", "k")];
        var inputs = TestInputs.Create(null, keys) with { Catalogue = ModelCatalogue.Default };

        Assert.NotNull(GatewayConfigurationLoader.Load(inputs).GetOrThrow().FindModel(name));
    }

    [Fact]
    public void FindModel_Alias_HasItsTargetsInOrder() =>
        Assert.Equal(
            ["ollama/qwen3:4b", "openai/o1-pro", "openai/gpt-4o"],
            Find(
                """
                {
                  "providers": { "openai": { "apiKey": "${K}", "models": ["gpt-4o", "o1-pro"] }, "ollama": {} },
                  "models": { "smart": { "targets": ["ollama/qwen3:4b", "openai/o1-pro", "openai/gpt-4o"] } }
                }
                """,
                "smart"));

    [Theory]
    [InlineData("""{ "smart": { "targets": ["openai/gtp-4o"] } }""", "models.smart.targets[0]: names no configured deployment, written provider/modelId; did you mean \"openai/gpt-4o\"?")]
    [InlineData("""{ "smart": { "targets": ["gpt-4o"] } }""", "models.smart.targets[0]: is a public model, where a deployment is needed, written provider/modelId: list \"openai/gpt-4o\" instead, or name the model under \"fallbacks\"")]
    [InlineData("""{ "a": { "targets": ["b"] }, "b": { "targets": ["openai/gpt-4o"] } }""", "models.a.targets[0]: is a public model, where a deployment is needed, written provider/modelId: list its targets instead, or name the model under \"fallbacks\"")]
    [InlineData("""{ "smart": { "targets": ["openai/gpt-4o"], "fallbacks": { "outage": ["smart"] } } }""", "models.smart.fallbacks: name the model itself, whose targets have all been asked by then; remove it")]
    [InlineData("""{ "gpt-*": { "targets": ["openai/gpt-4o"], "fallbacks": ["gpt-5"] } }""", "models[\"gpt-*\"].fallbacks: name the model itself, whose targets have all been asked by then; remove it")]
    [InlineData("""{ "smart": {} }""", "models.smart.targets: is missing or empty; list deployments, as in [\"openai/gpt-4o\"]")]
    [InlineData("""{ "smart": { "targets": ["openai/gpt-4o", "openai/gpt-4o"] } }""", "models.smart.targets[1]: is listed twice; remove one")]
    [InlineData("""{ "openai/gpt-4o": { "targets": ["openai/gpt-4o-mini"] } }""", "models[\"openai/gpt-4o\"]: is already the name of that provider's model; choose another")]
    public void Load_AliasThatCannotWork_IsAnError(string models, string error) =>
        Assert.Equal([error], TestInputs.Errors($$"""{ "models": {{models}} }""", ("OPENAI_API_KEY", "key-1")).Take(1));

    [Fact]
    public void FindModel_WildcardProvider_ServesAnyNameForFree()
    {
        var configuration = TestInputs.LoadValid(null, ("OLLAMA_HOST", "10.0.0.5"), ("VLLM_BASE_URL", "http://gpu:8000/v1"));

        var deployment = configuration.FindModel("vllm/meta-llama/Llama-3.3-70B-Instruct")!.Deployments.Single();
        Assert.Equal("meta-llama/Llama-3.3-70B-Instruct", deployment.UpstreamModel);
        Assert.Equal("http://gpu:8000/v1", deployment.Provider.BaseUrl!.AbsoluteUri);
        Assert.Equal(0, deployment.Info.Price.Input);
        Assert.NotNull(configuration.FindModel("ollama/qwen3:4b"));
        Assert.Null(configuration.FindModel("ollama/"));
        Assert.Null(configuration.FindModel("ollama/two words"));
        Assert.Empty(configuration.Models);
    }

    [Fact]
    public void FindModel_WildcardProviderWithAList_ServesOnlyTheList()
    {
        var configuration = TestInputs.LoadValid("""{ "providers": { "ollama": { "models": ["qwen3"] } } }""");

        Assert.NotNull(configuration.FindModel("ollama/qwen3"));
        Assert.Null(configuration.FindModel("ollama/llama3"));
    }

    private static IEnumerable<string> Find(string text, string name) =>
        TestInputs.LoadValid(text, ("K", "key-1")).FindModel(name)!.Deployments.Select(deployment => deployment.Id);
}
