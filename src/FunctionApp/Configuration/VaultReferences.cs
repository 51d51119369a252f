using Microsoft.Extensions.Logging;

namespace Tollgate.FunctionApp.Configuration;

/// <summary>
/// App settings that refer to a vault. The platform puts the secret in the reference's place; while it cannot, the app sees the
/// reference itself, which anyone can guess: as a key it would open the gateway.
/// </summary>
internal static class VaultReferences
{
    private const string Prefix = "@Microsoft.KeyVault(";

    /// <summary>The settings whose secrets are there; the others are named in the log and count as unset.</summary>
    public static IReadOnlyDictionary<string, string> WithoutUnresolved(this IReadOnlyDictionary<string, string> settings, ILogger log)
    {
        var unresolved = settings.Where(setting => setting.Value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Select(setting => setting.Key).ToArray();
        foreach (var name in unresolved)
        {
            DeployedConfigurationLog.Unresolved(log, name);
        }

        return unresolved.Length == 0
            ? settings
            : settings.Where(setting => !unresolved.Contains(setting.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
