using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>profile</c>, else ENVIRONMENT where it names one: daily limits for those who set none.</summary>
internal static class ProfileSection
{
    private const string Variable = "ENVIRONMENT";
    private const long NanoPerUsd = 1_000_000_000;

    private static readonly string[] Names = ["development", "staging", "production"];

    public static ScopedLimits Read(ConfigurationSection root)
    {
        var declared = root.OneOf("profile", Names);
        var (source, name) = declared is null
            ? (Variable, root.Environment.Text(Variable)?.ToLowerInvariant())
            : ("profile", declared);
        switch (name)
        {
            case "staging":
                root.Environment.Notice(source, "staging allows 100 USD a day in total, unless costControls says otherwise");
                return new ScopedLimits { Total = Daily("total", 100) };
            case "production":
                root.Environment.Notice(
                    source, "production allows 1000 USD a day in total, 200 a tenant and 50 a user, unless costControls says otherwise");
                return new ScopedLimits { Total = Daily("total", 1000), Tenant = Daily("perTenant", 200), User = Daily("perUser", 50) };
            default:
                return ScopedLimits.None;
        }
    }

    private static LimitSet Daily(string name, long usd) =>
        LimitSet.Empty.With(QuotaKind.UsdPerDay, new ConfiguredLimit($"costControls.dailyLimits.{name}", usd * NanoPerUsd));
}
