using System.Collections.Concurrent;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;

namespace Tollgate.Secrets;

/// <summary>Makes a vault's client once: it keeps its token and its connections.</summary>
/// <param name="credential">Who the gateway is; asked for only where there is a vault.</param>
/// <param name="options">Transport and retries.</param>
/// <param name="time">The clock that answers are late by.</param>
internal sealed class AzureKeyVaults(Lazy<TokenCredential> credential, SecretClientOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Uri, AzureKeyVault> _vaults = new();

    /// <summary>Retries are few: at start an error soon is better than silence, and later the refresh comes round again.</summary>
    public static SecretClientOptions DefaultOptions => new()
    {
        Retry =
        {
            MaxRetries = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(5),
        },
    };

    public AzureKeyVault Open(Uri address) =>
        _vaults.GetOrAdd(address, vault => new AzureKeyVault(new SecretClient(vault, credential.Value, options), time));
}
