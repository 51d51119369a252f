using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>budget</c> and <c>rateLimit</c> of one tenant or API key.</summary>
internal static class OwnLimitsSection
{
    public static LimitSet Read(ConfigurationSection owner, GeneralLimits general)
    {
        var budget = owner.Section("budget");
        var money = LimitSection.Read(LimitSet.Empty, budget, "daily", QuotaKind.UsdPerDay);
        money = LimitSection.Read(money, budget, "monthly", QuotaKind.UsdPerMonth);
        var rateLimit = owner.Section("rateLimit");
        var rates = RatesSection.Read(rateLimit);
        return IfEnabled(money, general.AllowsBudgets, budget).Over(IfEnabled(rates, general.AllowsRates, rateLimit));
    }

    private static LimitSet IfEnabled(LimitSet limits, bool isEnabled, ConfigurationSection section)
    {
        if (isEnabled || limits.IsEmpty)
        {
            return limits;
        }

        section.Notice($"has no effect while {section.Name}.enabled is false");
        return LimitSet.Empty;
    }
}
