using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas.Configuration;

/// <summary>Makes definitions of configured limits, once it is known whose they are.</summary>
internal sealed class QuotaComposer(long revision, IReadOnlyList<int> alertThresholds)
{
    /// <summary>The limits of a subject that belongs to no tenant.</summary>
    public IReadOnlyList<ConfiguredQuota> Compose(QuotaScope scope, LimitSet limits) => Compose(scope, limits, TenantLimits.None);

    public IReadOnlyList<ConfiguredQuota> Compose(QuotaScope scope, LimitSet limits, TenantLimits tenant, string? apiKey = null) =>
        [.. limits.Limits.Select(entry => new ConfiguredQuota(Define(scope, entry.Kind, entry.Limit, tenant, apiKey), entry.Limit.Path))];

    private QuotaDefinition Define(QuotaScope scope, QuotaKind kind, ConfiguredLimit limit, TenantLimits tenant, string? apiKey) => new()
    {
        Id = apiKey is null ? kind.Id : $"key/{apiKey}/{kind.Id}",
        Scope = scope,
        ApiKey = apiKey,
        Unit = kind.Unit,
        Period = kind.Period,
        TimeZone = tenant.TimeZone,
        Limit = limit.Limit,
        RefillPerSecond = limit.RefillPerSecond,
        Mode = limit.Mode ?? tenant.Mode ?? DefaultMode.Of(scope, kind, limit.Limit),
        OutageAllowance = limit.OutageAllowance,
        AlertThresholds = kind is { Unit: QuotaUnit.Usd, Period: not WindowPeriod.None } ? alertThresholds : [],
        Revision = revision,
    };
}
