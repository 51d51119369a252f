using System.Collections.Frozen;
using Tollgate.Auth;
using Tollgate.Configuration;
using Tollgate.Configuration.Profiles;
using Tollgate.Configuration.Reading;

namespace Tollgate.Quotas.Configuration;

/// <summary>Puts the catalogue together from what the sections said, and tells of limits that cannot work as written.</summary>
internal sealed class QuotaCatalogueBuilder(GeneralLimits general, long revision, ConfigurationFindings findings)
{
    // An account's state holds so many quotas and refuses further ones.
    private const int MaxQuotasOfAccount = 256;

    private readonly QuotaComposer _composer = new(revision, general.AlertThresholds);
    private readonly UnreachedLimits _unreached = new(findings);

    public QuotaCatalogue Build(
        TenantDirectory tenants, IReadOnlyDictionary<string, TenantLimits> limits, IEnumerable<ConfiguredProvider> providers)
    {
        var total = _composer.Compose(QuotaScope.Total, general.Limits.Total);
        return new QuotaCatalogue
        {
            Total = Definitions(total),
            OtherTenants = Compose(total, TenantLimits.None, []),
            Tenants = tenants.Tenants.Values.ToFrozenDictionary(
                tenant => tenant.Id, tenant => ComposeChecked(total, tenant, limits), StringComparer.Ordinal),
            Deployments = ComposeDeployments(providers),
        };
    }

    private static QuotaDefinition[] Definitions(IEnumerable<ConfiguredQuota> quotas) => [.. quotas.Select(quota => quota.Definition)];

    private TenantQuotas ComposeChecked(
        IReadOnlyList<ConfiguredQuota> total, Tenant tenant, IReadOnlyDictionary<string, TenantLimits> limits)
    {
        var quotas = Compose(total, limits.GetValueOrDefault(tenant.Id, TenantLimits.None), [.. tenant.ApiKeys.Select(key => key.Id)]);
        if (quotas.Tenant.Count > MaxQuotasOfAccount)
        {
            findings.Error(
                ConfigurationPath.Root.Member("tenants").Entry(tenant.Id).Member("apiKeys").Text,
                $"make {quotas.Tenant.Count} limits with the tenant's own, and one tenant can have {MaxQuotasOfAccount}; limit fewer of the keys");
        }

        return quotas;
    }

    private TenantQuotas Compose(IReadOnlyList<ConfiguredQuota> total, TenantLimits tenant, IReadOnlyList<string> apiKeys)
    {
        var own = _composer.Compose(QuotaScope.Tenant, tenant.Own.Over(general.Limits.Tenant), tenant);
        var user = _composer.Compose(QuotaScope.User, general.Limits.User, tenant);
        var keys = apiKeys
            .Select(key => _composer.Compose(
                QuotaScope.ApiKey, tenant.Keys.GetValueOrDefault(key, LimitSet.Empty).Over(general.Limits.Key), tenant, key))
            .ToArray();

        ConfiguredQuota[] around = [.. own, .. total];
        _unreached.Report(own, total);
        _unreached.Report(user, around);
        foreach (var key in keys)
        {
            _unreached.Report(key, around);
        }

        return new TenantQuotas(Definitions(own.Concat(keys.SelectMany(key => key))), Definitions(user));
    }

    private FrozenDictionary<string, IReadOnlyList<QuotaDefinition>> ComposeDeployments(IEnumerable<ConfiguredProvider> providers)
    {
        var deployments = new Dictionary<string, IReadOnlyList<QuotaDefinition>>(StringComparer.Ordinal);
        foreach (var provider in providers)
        {
            var shared = _composer.Compose(QuotaScope.Deployment, provider.Limits);
            deployments.TryAdd(provider.Options.Name, Definitions(shared));
            _unreached.Report(shared, []);
            foreach (var model in provider.Models)
            {
                var own = _composer.Compose(QuotaScope.Deployment, model.Limits);
                deployments.TryAdd(model.Deployment.Id, Definitions(own));
                _unreached.Report(own, shared);
            }
        }

        return deployments.Where(entry => entry.Value.Count > 0).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
