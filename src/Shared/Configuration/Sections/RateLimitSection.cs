using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>
/// Reads <c>rateLimit</c>. Nothing is limited while the section is absent or empty; as soon as it says something, what it
/// leaves out of <c>global</c> has its default.
/// </summary>
internal static class RateLimitSection
{
    private const long DefaultRequestsPerMinute = 10_000;
    private const long DefaultTokensPerHour = 1_000_000;

    public static bool IsEnabled(ConfigurationSection section) => section.Flag("enabled") ?? true;

    public static ScopedLimits Read(ConfigurationSection section)
    {
        var global = section.Section("global");
        var limits = new ScopedLimits
        {
            Total = section.IsEmpty ? LimitSet.Empty : RatesSection.Read(global).Over(Defaults(global, IsEnabled(section))),
            Tenant = RatesSection.Read(section.Section("perTenant")),
            User = RatesSection.Read(section.Section("perUser")).Over(EnvironmentBucket.Read(section.Environment, IsEnabled(section))),
            Key = RatesSection.Read(section.Section("perKey")),
        };
        return IsEnabled(section) ? limits : ScopedLimits.None;
    }

    public static IReadOnlyDictionary<string, LimitSet> ReadTiers(ConfigurationSection section)
    {
        var tiers = new Dictionary<string, LimitSet>(StringComparer.Ordinal);
        foreach (var entry in section.Section("tiers").Entries())
        {
            if (!Identifier.IsValid(entry.Name))
            {
                entry.Error($"is no name of a tier, which {Identifier.Rule}");
            }

            var limits = RatesSection.Read(entry.Section());
            if (limits.IsEmpty)
            {
                entry.Error("has no limits; give it one, as in {\"requestsPerMinute\": 600}");
            }

            tiers.TryAdd(entry.Name, limits);
        }

        return tiers;
    }

    private static LimitSet Defaults(ConfigurationSection global, bool isEnabled)
    {
        var limits = LimitSet.Empty;
        Add("requestsPerMinute", QuotaKind.RequestsPerMinute, DefaultRequestsPerMinute);
        Add("tokensPerHour", QuotaKind.TokensPerHour, DefaultTokensPerHour);
        return limits;

        void Add(string name, QuotaKind kind, long limit)
        {
            if (isEnabled && !global.IsNull(name) && global.Find(name) is null)
            {
                limits = limits.With(kind, new ConfiguredLimit(global.Path.Member(name).Text, limit));
                global.Notice(name, $"is {limit}, as nothing else is given; write null for no limit");
            }
        }
    }
}
