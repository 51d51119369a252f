using System.Globalization;
using Tollgate.Configuration;

namespace Tollgate.Quotas.Configuration;

/// <summary>
/// Tells of limits that another one always comes before: narrower or of a shorter window, and yet higher. They are legal, as a
/// limit may be meant for later, but more often one of the two is a slip.
/// </summary>
internal sealed class UnreachedLimits(ConfigurationFindings findings)
{
    private readonly HashSet<(string, string)> _told = [];

    /// <param name="quotas">Of one subject.</param>
    /// <param name="around">Of the subjects that its spending counts in too.</param>
    public void Report(IReadOnlyList<ConfiguredQuota> quotas, IReadOnlyList<ConfiguredQuota> around)
    {
        foreach (var quota in quotas)
        {
            var first = quotas.Concat(around).FirstOrDefault(other => ComesBefore(other, quota));
            if (first is not null && IsWorthTelling(quota, first) && _told.Add((quota.Path, first.Path)))
            {
                findings.Notice(
                    quota.Path, $"is never reached: {first.Path} allows less, {Amount(first.Definition)} a {Period(first.Definition)}");
            }
        }
    }

    private static bool ComesBefore(ConfiguredQuota other, ConfiguredQuota quota) =>
        other.Definition.Unit == quota.Definition.Unit
        && !other.Definition.IsBucket && !quota.Definition.IsBucket
        && other.Definition.Period >= quota.Definition.Period
        && other.Definition.Limit < quota.Definition.Limit;

    /// <summary>That one tenant gets less than everybody by default is what tenants' own limits are for.</summary>
    private static bool IsWorthTelling(ConfiguredQuota quota, ConfiguredQuota first) => IsOfTenant(quota) || !IsOfTenant(first);

    private static bool IsOfTenant(ConfiguredQuota quota) => quota.Path.StartsWith("tenants", StringComparison.Ordinal);

    private static string Amount(QuotaDefinition quota) => quota.Unit == QuotaUnit.Usd
        ? string.Create(CultureInfo.InvariantCulture, $"{quota.Limit / 1_000_000_000m:0.#########} USD")
        : string.Create(CultureInfo.InvariantCulture, $"{quota.Limit} {quota.Unit.ToString().ToLowerInvariant()}");

    private static string Period(QuotaDefinition quota) => quota.Period.ToString().ToLowerInvariant();
}
