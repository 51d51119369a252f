using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionApp.Hosting;

namespace Tollgate.Tests.Configuration;

public sealed class VaultReferenceTests
{
    /// <summary>The reference is no secret: taken for the admin key it would let anyone in who guesses the vault's name.</summary>
    [Fact]
    public void Home_ReferenceThatIsNotResolved_CountsAsUnset()
    {
        var environment = EnvironmentOf(new()
        {
            ["TOLLGATE_API_KEY"] = "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/tollgate-api-key)",
            ["OPENAI_API_KEY"] = "sk-resolved",
        });

        Assert.False(environment.ContainsKey("TOLLGATE_API_KEY"));
        Assert.Equal("sk-resolved", environment["OPENAI_API_KEY"]);
    }

    [Fact]
    public void Home_SettingsWithoutReferences_AreAllThere() =>
        Assert.Equal("tg-0123456789abcdef", EnvironmentOf(new() { ["TOLLGATE_API_KEY"] = "tg-0123456789abcdef" })["TOLLGATE_API_KEY"]);

    private static IReadOnlyDictionary<string, string> EnvironmentOf(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        return FunctionAppHome.Create(configuration).Configuration(services).Environment;
    }
}
