using Tollgate.Configuration.Reading;
using Tollgate.Routing.Circuits;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>circuitBreaker</c>.</summary>
internal static class CircuitBreakerSection
{
    public static CircuitOptions Read(ConfigurationSection section)
    {
        var defaults = CircuitOptions.Default;
        return new CircuitOptions
        {
            IsEnabled = section.Flag("enabled") ?? defaults.IsEnabled,
            FailureThreshold = section.Integer("failureThreshold", 1, 1000) ?? defaults.FailureThreshold,
            FailureRatio = ReadRatio(section) ?? defaults.FailureRatio,
            MinimumRequests = section.Integer("minimumRequests", 2, 10_000) ?? defaults.MinimumRequests,
            RecoveryTimeout = section.Integer("recoveryTimeoutSeconds", 1, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.RecoveryTimeout,
        };
    }

    private static double? ReadRatio(ConfigurationSection section)
    {
        if (section.Decimal("failureRatio", 1) is not { } ratio)
        {
            return null;
        }

        if (ratio > 0)
        {
            return (double)ratio;
        }

        section.Error("failureRatio", "must be more than 0; to keep circuits closed set \"enabled\": false");
        return null;
    }
}
