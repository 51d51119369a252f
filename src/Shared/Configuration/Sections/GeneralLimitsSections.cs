using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>profile</c>, <c>costControls</c>, <c>budget</c> and <c>rateLimit</c>, which limit all subjects together.</summary>
internal static class GeneralLimitsSections
{
    public static GeneralLimits Read(ConfigurationSection root)
    {
        var profile = ProfileSection.Read(root);
        var costControls = root.Section("costControls");
        var budget = root.Section("budget");
        var rateLimit = root.Section("rateLimit");
        var money = CostControlsSection.Read(costControls, profile).Over(BudgetSection.Read(budget));
        return new GeneralLimits
        {
            Limits = money.Over(RateLimitSection.Read(rateLimit)),
            AlertThresholds = CostControlsSection.ReadAlertThresholds(costControls),
            Tiers = RateLimitSection.ReadTiers(rateLimit),
            AllowsBudgets = BudgetSection.IsEnabled(budget),
            AllowsRates = RateLimitSection.IsEnabled(rateLimit),
        };
    }
}
