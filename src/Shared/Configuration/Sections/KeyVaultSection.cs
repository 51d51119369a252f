using Tollgate.Configuration.Reading;
using Tollgate.Secrets;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>keyVault</c>: where <c>keyvault://name</c> is looked up. KEY_VAULT_URL holds where the file gives no address.</summary>
internal static class KeyVaultSection
{
    private const string Variable = "KEY_VAULT_URL";
    private const string Rule = "must be the https address of a vault, as in https://my-vault.vault.azure.net";

    /// <summary>Known names, told apart from a typing error.</summary>
    private static readonly string[] OtherProviders = ["aws", "hashicorp"];

    /// <summary>Null where there is no vault.</summary>
    public static KeyVaultOptions? Read(ConfigurationSection section)
    {
        ReadProvider(section);
        var isEnabled = section.Flag("enabled") ?? true;
        var fromFile = section.Text("vaultUrl");
        var refresh = section.Integer("refreshSeconds", 10, 86_400);
        var given = fromFile ?? section.Environment.Text(Variable);
        if (!isEnabled || given is null)
        {
            return null;
        }

        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
        {
            Report(section, fromFile is not null);
            return null;
        }

        var options = new KeyVaultOptions { Address = address };
        return refresh is { } seconds ? options with { RefreshSeconds = seconds } : options;
    }

    private static void ReadProvider(ConfigurationSection section)
    {
        if (section.Find("provider") is not { } value)
        {
            return;
        }

        if (value.Literal is { } name && OtherProviders.Contains(name))
        {
            value.Error("can only be azure in this version; keep the secrets in an Azure Key Vault, or give them by environment variables");
        }
        else
        {
            value.OneOf(["azure"]);
        }
    }

    private static void Report(ConfigurationSection section, bool isFromFile)
    {
        if (isFromFile)
        {
            section.Error("vaultUrl", Rule);
        }
        else
        {
            section.Environment.Error(Variable, Rule);
        }
    }
}
