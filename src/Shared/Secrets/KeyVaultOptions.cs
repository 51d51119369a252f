namespace Tollgate.Secrets;

/// <summary>The <c>keyVault</c> section, where a vault is configured.</summary>
internal sealed record KeyVaultOptions
{
    /// <summary>As in <c>https://my-vault.vault.azure.net/</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>How long a rotated secret may take to be seen, in seconds. Default 300, range 10 to 86400.</summary>
    public int RefreshSeconds { get; init; } = 300;
}
