using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;
using Tollgate.Quotas.Windows;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads what <c>tenants.&lt;id&gt;</c> says about limits: its own, its tier, its keys', its calendar.</summary>
internal static class TenantLimitsSection
{
    public static TenantLimits Read(ConfigurationSection tenant, IEnumerable<ConfigurationSection> apiKeys, GeneralLimits general)
    {
        var keys = new Dictionary<string, LimitSet>(StringComparer.Ordinal);
        foreach (var key in apiKeys)
        {
            var limits = OwnLimitsSection.Read(key, general);
            keys.TryAdd(key.Text("id") ?? "", limits);
        }

        return new TenantLimits
        {
            TimeZone = ReadTimeZone(tenant) ?? TenantLimits.None.TimeZone,
            Mode = LimitSection.ReadMode(tenant),
            Own = OwnLimitsSection.Read(tenant, general).Over(ReadTier(tenant, general)),
            Keys = keys,
        };
    }

    private static string? ReadTimeZone(ConfigurationSection tenant)
    {
        var name = tenant.Text("timeZone");

        // The operating system may know Windows' names as well; another instance's may not.
        if (name is null || (CalendarZone.IsKnown(name) && !TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out _)))
        {
            return name;
        }

        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id);
        tenant.Error("timeZone", $"must be the IANA name of a time zone, such as Europe/Berlin{NameSuggestion.For(name, known)}");
        return null;
    }

    private static LimitSet ReadTier(ConfigurationSection tenant, GeneralLimits general)
    {
        if (tenant.Text("tier") is not { } name)
        {
            return LimitSet.Empty;
        }

        if (!general.Tiers.TryGetValue(name, out var tier))
        {
            tenant.Error("tier", $"names no tier of rateLimit.tiers{NameSuggestion.For(name, general.Tiers.Keys)}");
        }
        else if (!general.AllowsRates)
        {
            tenant.Notice("tier", "has no effect while rateLimit.enabled is false");
        }

        return general.AllowsRates ? tier ?? LimitSet.Empty : LimitSet.Empty;
    }
}
