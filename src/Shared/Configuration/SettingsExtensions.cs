using Microsoft.Extensions.Configuration;

namespace Tollgate.Configuration;

internal static class SettingsExtensions
{
    /// <summary>The host's settings as the environment variables they come from: what has a section in its name is not ours.</summary>
    public static IReadOnlyDictionary<string, string> AsEnvironment(this IConfiguration settings) => settings.AsEnumerable()
        .Where(setting => setting.Value is not null && !setting.Key.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
        .ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.OrdinalIgnoreCase);
}
