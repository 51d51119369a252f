using System.Collections.Frozen;

namespace Tollgate.Quotas.Configuration;

/// <summary>The quotas of one configuration. All users of a tenant share one list, so users cost no memory here.</summary>
internal sealed class QuotaCatalogue : IQuotaCatalogue
{
    public required IReadOnlyList<QuotaDefinition> Total { get; init; }

    /// <summary>By tenant id.</summary>
    public required FrozenDictionary<string, TenantQuotas> Tenants { get; init; }

    /// <summary>Of a tenant that the configuration does not name.</summary>
    public required TenantQuotas OtherTenants { get; init; }

    /// <summary>By provider name for what all its deployments share, and by deployment id.</summary>
    public required FrozenDictionary<string, IReadOnlyList<QuotaDefinition>> Deployments { get; init; }

    public IReadOnlyList<QuotaDefinition> OfTenant(string tenant) => Of(tenant).Tenant;

    public IReadOnlyList<QuotaDefinition> OfUser(string tenant, string user) => Of(tenant).User;

    /// <param name="deployment">A deployment's id; or a provider's name, for the limits that all its deployments share.</param>
    public IReadOnlyList<QuotaDefinition> OfDeployment(string deployment) => Deployments.GetValueOrDefault(deployment) ?? [];

    private TenantQuotas Of(string tenant) => Tenants.GetValueOrDefault(tenant) ?? OtherTenants;
}
