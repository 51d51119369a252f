using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads the rates of one subject; the same members wherever rates may stand.</summary>
internal static class RatesSection
{
    public static LimitSet Read(ConfigurationSection section)
    {
        var limits = LimitSection.Read(LimitSet.Empty, section, "requestsPerSecond", QuotaKind.RequestsPerSecond);
        limits = LimitSection.Read(limits, section, "requestsPerMinute", QuotaKind.RequestsPerMinute);
        limits = LimitSection.Read(limits, section, "tokensPerMinute", QuotaKind.TokensPerMinute);
        limits = LimitSection.Read(limits, section, "tokensPerHour", QuotaKind.TokensPerHour);
        return BucketSection.Read(limits, section);
    }
}
