using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>costControls</c>: what may be spent in a day, over the profile's limits, and when to alert.</summary>
internal static class CostControlsSection
{
    private static readonly int[] DefaultThresholds = [50, 80, 95, 100];

    public static ScopedLimits Read(ConfigurationSection section, ScopedLimits profile)
    {
        var daily = section.Section("dailyLimits");
        var limits = new ScopedLimits
        {
            Total = LimitSection.Read(LimitSet.Empty, daily, "total", QuotaKind.UsdPerDay),
            Tenant = LimitSection.Read(LimitSet.Empty, daily, "perTenant", QuotaKind.UsdPerDay),
            User = LimitSection.Read(LimitSet.Empty, daily, "perUser", QuotaKind.UsdPerDay),
        };
        return IsEnabled(section) ? limits.Over(profile) : ScopedLimits.None;
    }

    /// <summary>Percentages, ascending; an empty list asks for no alerts.</summary>
    public static IReadOnlyList<int> ReadAlertThresholds(ConfigurationSection section)
    {
        var thresholds = new List<int>();
        foreach (var item in section.Items("alertThresholds"))
        {
            var threshold = item.Integer(1, 100);
            if (threshold <= thresholds.LastOrDefault())
            {
                item.Error("must be more than the one before");
            }

            thresholds.Add(threshold ?? 0);
        }

        return !IsEnabled(section) ? [] : section.Find("alertThresholds") is null ? DefaultThresholds : thresholds;
    }

    private static bool IsEnabled(ConfigurationSection section) => section.Flag("enabled") ?? true;
}
