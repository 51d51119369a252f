using Tollgate.Configuration;
using Tollgate.Tests.Secrets;

namespace Tollgate.Tests.Configuration;

public sealed class KeyVaultSectionTests
{
    private const string Vault = """ "keyVault": { "vaultUrl": "https://team.vault.azure.net" } """;
    private const string WebhookSecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Fact]
    public void Load_ReferencesWhereSecretsGo_StandForWhatTheVaultHolds()
    {
        var configuration = Load(
            $$"""
            {
              {{Vault}},
              "providers": { "openai": { "apiKey": "keyvault://openai", "models": ["gpt-4o"] } },
              "tenants": { "team-a": { "apiKeys": [{ "id": "ci", "key": "keyvault://team-a" }] } },
              "alerts": { "webhook": { "url": "https://hooks.example.com", "secret": "keyvault://alerts/abc1" } },
              "server": { "tls": { "certificateFile": "tls.pfx", "password": "keyvault://pfx" } }
            }
            """,
            [("keyvault://openai", "sk-1"), ("keyvault://team-a", "tg-0123456789abcdef"), ("keyvault://alerts/abc1", WebhookSecret), ("keyvault://pfx", "opensesame")]).GetOrThrow();

        Assert.Equal("sk-1", configuration.Providers["openai"].ApiKey);
        Assert.Equal("opensesame", configuration.Server.Tls!.Password);
        Assert.NotNull(configuration.Alerts.Webhook);
        Assert.Single(configuration.Tenants.Tenants["team-a"].ApiKeys);
        Assert.Equal(4, configuration.Secrets.Count);
    }

    [Fact]
    public void Load_ReferencesInVariables_StandForWhatTheVaultHolds()
    {
        var configuration = Load(
            "{}",
            [("keyvault://openai", "sk-1"), ("keyvault://admin", "tg-0123456789abcdef")],
            ("KEY_VAULT_URL", "https://team.vault.azure.net/"), ("OPENAI_API_KEY", "keyvault://openai"), ("TOLLGATE_API_KEY", "keyvault://admin")).GetOrThrow();

        Assert.Equal("sk-1", configuration.Providers["openai"].ApiKey);
        Assert.Equal(new Uri("https://team.vault.azure.net"), configuration.KeyVault!.Address);
        Assert.Equal(2, configuration.Secrets.Count);
    }

    [Theory]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("TOLLGATE_API_KEY")]
    public void Load_ReferenceInAVariableAndNoVault_IsNeverTakenForAKey(string variable) =>
        Assert.Equal(
            [$"{variable}: refers to keyvault://a-long-enough-name, and no vault is configured; set keyVault.vaultUrl or KEY_VAULT_URL"],
            TestInputs.Errors("{}", (variable, "keyvault://a-long-enough-name")));

    [Fact]
    public void Load_SecretIsMissing_IsAnErrorAtItsPath() => Assert.Equal(
        ["providers.openai.apiKey: refers to keyvault://openai, which does not exist in team.vault.azure.net"],
        Errors($$"""{ {{Vault}}, "providers": { "openai": { "apiKey": "keyvault://openai", "models": ["gpt-4o"] } } }"""));

    [Fact]
    public void Load_ProviderIsDisabled_VaultIsNotAsked()
    {
        var secrets = new KnownSecrets();
        var inputs = TestInputs.Create(
            $$"""{ {{Vault}}, "providers": { "openai": { "enabled": false, "apiKey": "keyvault://openai", "models": ["gpt-4o"] } } }""");

        Assert.Empty(GatewayConfigurationLoader.Load(inputs with { Secrets = secrets }).Errors);
        Assert.Empty(secrets.Asked);
    }

    [Theory]
    [InlineData("keyvault://")]
    [InlineData("keyvault://a_b")]
    [InlineData("keyvault://a/b/c")]
    [InlineData("KeyVault:///a")]
    public void Load_BadlyWrittenReference_IsAnError(string reference) => Assert.Equal(
        ["providers.openai.apiKey: must be keyvault://name or keyvault://name/version, with letters, digits and hyphens in the name"],
        Errors($$"""{ {{Vault}}, "providers": { "openai": { "apiKey": "{{reference}}", "models": ["gpt-4o"] } } }"""));

    [Theory]
    [InlineData("""{ "provider": "aws" }""", "keyVault.provider: can only be azure in this version; keep the secrets in an Azure Key Vault, or give them by environment variables")]
    [InlineData("""{ "provider": "hashicorp" }""", "keyVault.provider: can only be azure in this version; keep the secrets in an Azure Key Vault, or give them by environment variables")]
    [InlineData("""{ "provider": "azzure" }""", "keyVault.provider: must be one of azure; did you mean \"azure\"?")]
    [InlineData("""{ "vaultUrl": "http://team.vault.azure.net" }""", "keyVault.vaultUrl: must be the https address of a vault, as in https://my-vault.vault.azure.net")]
    [InlineData("""{ "vaultUrl": "https://team.vault.azure.net/secrets/a" }""", "keyVault.vaultUrl: must be the https address of a vault, as in https://my-vault.vault.azure.net")]
    [InlineData("""{ "refreshSeconds": 9 }""", "keyVault.refreshSeconds: must be an integer from 10 to 86400")]
    public void Load_BadSection_IsAnError(string section, string error) => Assert.Equal([error], Errors($$"""{ "keyVault": {{section}} }"""));

    [Fact]
    public void Load_BadVariable_IsAnErrorOfTheVariable() => Assert.Equal(
        ["KEY_VAULT_URL: must be the https address of a vault, as in https://my-vault.vault.azure.net"],
        TestInputs.Errors("{}", ("KEY_VAULT_URL", "team")));

    [Fact]
    public void Load_Disabled_HasNoVault() =>
        Assert.Null(Load($$"""{ "keyVault": { "enabled": false, "vaultUrl": "https://team.vault.azure.net" } }""", []).GetOrThrow().KeyVault);

    private static ConfigurationResult Load(string text, (string, string)[] secrets, params (string, string)[] environment) =>
        GatewayConfigurationLoader.Load(TestInputs.Create(text, environment) with { Secrets = new KnownSecrets(secrets) });

    private static string[] Errors(string text) => [.. Load(text, []).Errors.Select(error => error.ToString())];
}
