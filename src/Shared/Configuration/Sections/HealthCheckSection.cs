using Tollgate.Configuration.Reading;
using Tollgate.Health.Checks;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>providers.&lt;name&gt;.healthCheck</c>.</summary>
internal static class HealthCheckSection
{
    private const int DefaultIntervalSeconds = 30;
    private const string DefaultPath = "/models";

    /// <param name="section">The section.</param>
    /// <param name="baseUrl">Of the provider; null: it answers by itself.</param>
    /// <returns>Null: it is not checked.</returns>
    public static HealthCheckOptions? Read(ConfigurationSection section, Uri? baseUrl)
    {
        var isEnabled = section.Flag("enabled") ?? false;
        var interval = TimeSpan.FromSeconds(section.Integer("intervalSeconds", 5, 3600) ?? DefaultIntervalSeconds);
        var path = section.Text("path") ?? DefaultPath;
        if (path is not ['/', ..] || !Uri.IsWellFormedUriString(path, UriKind.Relative) || path.StartsWith("//", StringComparison.Ordinal))
        {
            section.Error("path", "must begin with one / and be a path below baseUrl, as in \"/models\"");
        }

        return isEnabled && baseUrl is not null ? new HealthCheckOptions(interval, path) : null;
    }
}
