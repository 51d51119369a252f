using Tollgate.Configuration;
using Tollgate.Configuration.Profiles;

namespace Tollgate.Tests.Configuration;

public sealed class EnvironmentProvidersTests
{
    [Fact]
    public void Load_KeyAlone_ServesTheProvidersDefaultModels()
    {
        var result = TestInputs.Load(null, ("OPENAI_API_KEY", "key-1"));

        Assert.Equal(["gpt-4o", "gpt-4o-mini"], result.GetOrThrow().Models.Keys.Order());
        Assert.Contains("providers.openai: serves 2 default models (configured by the environment)", result.Notices);
    }

    [Theory]
    [InlineData("GEMINI_API_KEY")]
    [InlineData("GOOGLE_API_KEY")]
    public void Load_EitherGoogleKey_EnablesGemini(string variable) =>
        Assert.Equal("key-1", TestInputs.LoadValid(null, (variable, "key-1")).Providers["gemini"].ApiKey);

    [Fact]
    public void Load_SwitchedOff_IsNotServedThoughItsKeyIsThere() =>
        Assert.Empty(TestInputs.LoadValid(null, ("GEMINI_API_KEY", "key-1"), ("ENABLE_GEMINI", "false")).Providers);

    [Fact]
    public void Load_EmptyKey_CountsAsUnset() => Assert.Empty(TestInputs.LoadValid(null, ("OPENAI_API_KEY", "")).Providers);

    [Fact]
    public void Load_KeyWithALineEnd_IsAnErrorThatDoesNotQuoteIt() =>
        Assert.Equal(
            ["OPENAI_API_KEY: must be visible ASCII characters without spaces or line ends"],
            TestInputs.Errors(null, ("OPENAI_API_KEY", "sk-1\n")));

    [Theory]
    [InlineData("AZURE_OPENAI_API_KEY", "key-1", "AZURE_OPENAI_API_KEY: is set, but AZURE_OPENAI_ENDPOINT is not, so azure-openai is not served")]
    [InlineData("ENABLE_GROQ", "true", "ENABLE_GROQ: is set, but GROQ_API_KEY is not, so groq is not served")]
    [InlineData("COHERE_API_KEY", "key-1", "providers.cohere: is not served: it has no default models; list some in the configuration file")]
    [InlineData("REDIS_URL", "redis://x", "REDIS_URL: set, but not used in this version")]
    [InlineData("AWS_ACCESS_KEY_ID", "AKIA", "AWS_ACCESS_KEY_ID: set, but not used without AWS_SECRET_ACCESS_KEY")]
    public void Load_VariableWithoutEffect_IsNoticed(string name, string value, string notice)
    {
        var result = TestInputs.Load(null, (name, value));

        Assert.Empty(result.GetOrThrow().Providers);
        Assert.Contains(notice, result.Notices);
    }

    [Fact]
    public void Load_AzureEndpointWithoutKey_SignsInByEntraId()
    {
        var result = TestInputs.Load(null, ("AZURE_OPENAI_ENDPOINT", "https://r"));

        Assert.True(result.GetOrThrow().Providers["azure-openai"].UsesEntraId);
        Assert.Contains(result.Notices, notice => notice.Contains("signing in by Entra ID", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_BedrockToken_ServesItsModelsInTheRegionOfTheEnvironment()
    {
        var configuration = TestInputs.LoadValid(null, ("AWS_BEARER_TOKEN_BEDROCK", "key-1"), ("AWS_REGION", "eu-west-1"));

        var bedrock = configuration.Providers["bedrock"];
        Assert.Equal(["anthropic.claude-3-haiku", "openai.gpt-oss-20b-1:0"], configuration.Models.Keys.Order());
        Assert.Equal("https://bedrock-runtime.eu-west-1.amazonaws.com/", bedrock.BaseUrl!.AbsoluteUri);
        Assert.Equal(("bedrock", "eu-west-1", "eu"), (bedrock.Wire, bedrock.Aws!.Region, bedrock.Aws.Geography));
        Assert.Equal("key-1", bedrock.ApiKey);
    }

    [Fact]
    public void Load_AwsAccessKey_SignsForBedrock()
    {
        var configuration = TestInputs.LoadValid(
            null, ("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token"));

        var bedrock = configuration.Providers["bedrock"];
        Assert.Null(bedrock.ApiKey);
        Assert.Equal("us-east-1", bedrock.Aws!.Region);
        Assert.Equal(new AwsCredentials("AKIA", "secret", "token"), bedrock.Aws.Credentials);
        Assert.DoesNotContain("secret", $"{bedrock} {bedrock.Aws.Credentials} {bedrock.Aws}", StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileHasProviderOfTheType_EnvironmentAddsNoSecondOne()
    {
        var configuration = TestInputs.LoadValid(
            """{ "providers": { "main": { "type": "openai", "models": ["gpt-4o"] } } }""", ("OPENAI_API_KEY", "key-1"));

        Assert.Equal(["main"], configuration.Providers.Keys.Order());
        Assert.Equal("key-1", configuration.Providers["main"].ApiKey);
    }

    [Fact]
    public void Load_NothingConfigured_ServesTheDemoWhereTheHomeAllowsIt()
    {
        var configuration = LoadWithImplicitDemo();

        Assert.Equal("demo", configuration.Providers["demo"].Wire);
        Assert.NotNull(configuration.FindModel("demo"));
        Assert.Empty(TestInputs.LoadValid(null).Providers);
    }

    [Fact]
    public void Load_AnyOtherProvider_LeavesTheImplicitDemoOut()
    {
        Assert.Equal(["openai"], LoadWithImplicitDemo(("OPENAI_API_KEY", "key-1")).Providers.Keys.Order());
        Assert.Empty(LoadWithImplicitDemo(("ENABLE_DEMO", "false")).Providers);
    }

    [Fact]
    public void Load_DemoAskedFor_IsServedBesideOthers() =>
        Assert.Equal(
            ["demo", "openai"],
            TestInputs.LoadValid(null, ("OPENAI_API_KEY", "key-1"), ("ENABLE_DEMO", "1")).Providers.Keys.Order());

    [Fact]
    public void Profiles_EveryTypeButCustom_HasASwitchOfItsOwn()
    {
        var switches = ProviderProfiles.All.Where(profile => profile.Type != ProviderProfiles.Custom).Select(profile => profile.Switch).ToArray();

        Assert.All(switches, Assert.NotNull);
        Assert.Equal(switches.Length, switches.Distinct().Count());
    }

    private static GatewayConfiguration LoadWithImplicitDemo(params (string, string)[] environment) =>
        GatewayConfigurationLoader.Load(TestInputs.Create(null, environment) with { ImplicitDemo = true }).GetOrThrow();
}
