using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Configuration;
using Tollgate.Secrets;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Secrets;

/// <summary>From the vault's wire to the configuration in force.</summary>
public sealed class SecretRotationTests : IAsyncLifetime
{

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tollgate-");
    private readonly ListLogger _log = new();
    private VaultServer _vault = null!;
    private VaultClient _client = null!;

    private string Text => $$"""
        {
          "keyVault": { "vaultUrl": "{{_vault.Address}}", "refreshSeconds": 60 },
          "providers": { "openai": { "apiKey": "keyvault://openai", "models": ["gpt-4o"] } }
        }
        """;

    private string FilePath => Path.Combine(_folder.FullName, "gateway.json");

    public async Task InitializeAsync()
    {
        _vault = await VaultServer.StartAsync();
        _vault.Secrets["openai"] = "sk-1";
        _client = new VaultClient(_vault);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _vault.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Open_VaultIsDead_NamesVaultAndSecret()
    {
        _vault.Failure = 500;

        var exception = Assert.Throws<GatewayConfigurationException>(CreateSource);

        Assert.Equal(
            $"providers.openai.apiKey: refers to keyvault://openai, which cannot be read from the vault {_vault.Host}: status 500",
            exception.Message);
    }

    [Fact]
    public async Task Refresher_SecretRotated_IsInForceWithoutRestart()
    {
        var source = CreateSource();
        using var refresher = new SecretRefresher(source, _client.Cache, _client.Time, NullLogger<SecretRefresher>.Instance);
        await refresher.StartAsync(CancellationToken.None);
        await _client.Time.WhenArmedAsync(1);

        _vault.Secrets["openai"] = "sk-2";
        _client.Time.Advance(TimeSpan.FromSeconds(60));
        await _client.Time.WhenArmedAsync(1);
        source.Poll();

        Assert.Equal("sk-2", source.Current.Providers["openai"].ApiKey);
        Assert.Contains("gateway.json reloaded: providers ~openai", _log.Lines);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("sk-", StringComparison.Ordinal));
        await refresher.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void Poll_VaultDiesLater_LastKnownValueServesAndEditsAreStillRead()
    {
        var source = CreateSource();
        _vault.Failure = 500;
        Refresh(source);

        Edit(source, Text.Replace("\"gpt-4o\"", "\"gpt-4o-mini\"", StringComparison.Ordinal));

        Assert.Equal("gpt-4o-mini", Assert.Single(source.Current.Models.Keys));
        Assert.Equal("sk-1", source.Current.Providers["openai"].ApiKey);
    }

    [Fact]
    public void Poll_SecretRotatedWhileAnEditIsRefused_IsInForceAndTheEditIsNot()
    {
        var source = CreateSource();
        Edit(source, """{ "server": { "port": -1 } }""");

        _vault.Secrets["openai"] = "sk-2";
        Refresh(source);
        source.Poll();

        Assert.Equal("sk-2", source.Current.Providers["openai"].ApiKey);
        Assert.NotNull(source.LastError);
    }

    [Fact]
    public void Poll_EditRefusedForWantOfASecret_IsTakenOnceTheVaultHasIt()
    {
        var source = CreateSource();
        Edit(source, Text.Replace("keyvault://openai", "keyvault://next", StringComparison.Ordinal));
        Assert.Contains("keyvault://next", source.LastError!.Message, StringComparison.Ordinal);

        _vault.Secrets["next"] = "sk-next";
        Refresh(source);
        source.Poll();

        Assert.Null(source.LastError);
        Assert.Equal("sk-next", source.Current.Providers["openai"].ApiKey);
    }

    [Fact]
    public void Poll_RotatedToWhatCannotBeAKey_StaysAsItWas()
    {
        var source = CreateSource();

        _vault.Secrets["openai"] = "two lines\nof text";
        Refresh(source);
        source.Poll();

        Assert.Equal("sk-1", source.Current.Providers["openai"].ApiKey);
        Assert.Equal("providers.openai.apiKey: must be visible ASCII characters without spaces or line ends", source.LastError!.Message);
    }

    private ConfigurationSource CreateSource()
    {
        File.WriteAllText(FilePath, Text);
        return ConfigurationSource.Open(TestInputs.Create(text: null) with { FilePath = FilePath, Secrets = _client.Cache }, _log);
    }

    private void Edit(ConfigurationSource source, string text)
    {
        File.WriteAllText(FilePath, text);
        source.Poll();
        source.Poll();
    }

    private void Refresh(ConfigurationSource source) =>
        _client.Cache.Refresh(source.Current.Secrets, isEditPending: source.LastError is not null, CancellationToken.None);
}
