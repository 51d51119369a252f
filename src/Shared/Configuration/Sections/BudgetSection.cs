using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>
/// Reads <c>budget</c>. Every tenant has a monthly budget unless it is said otherwise, as no tenant may cost without end.
/// </summary>
internal static class BudgetSection
{
    private const string MonthlyLimit = "defaultMonthlyLimit";
    private const long DefaultNanoUsd = 1_000_000_000_000;

    private static readonly string[] Currencies = ["USD"];

    public static bool IsEnabled(ConfigurationSection section) => section.Flag("enabled") ?? true;

    public static ScopedLimits Read(ConfigurationSection section)
    {
        section.OneOf("currency", Currencies);
        var byDefault = new ConfiguredLimit(section.Path.Member(MonthlyLimit).Text, DefaultNanoUsd);
        var limits = LimitSection.Read(LimitSet.Empty.With(QuotaKind.UsdPerMonth, byDefault), section, MonthlyLimit, QuotaKind.UsdPerMonth);
        if (IsEnabled(section) && !section.IsNull(MonthlyLimit) && section.Find(MonthlyLimit) is null)
        {
            section.Notice(MonthlyLimit, "is 1000 USD for each tenant, as nothing else is given; write null for no limit");
        }

        return IsEnabled(section) ? new ScopedLimits { Tenant = limits } : ScopedLimits.None;
    }
}
