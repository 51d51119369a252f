namespace Tollgate.Quotas;

/// <summary>
/// The configured quotas of each subject. Asked on the request path: answers from memory without allocating. Every answer is
/// empty where the subject has no quota.
/// </summary>
internal interface IQuotaCatalogue
{
    /// <summary>Of all tenants together.</summary>
    IReadOnlyList<QuotaDefinition> Total { get; }

    /// <summary>Of the tenant and of its API keys.</summary>
    IReadOnlyList<QuotaDefinition> OfTenant(string tenant);

    IReadOnlyList<QuotaDefinition> OfUser(string tenant, string user);

    IReadOnlyList<QuotaDefinition> OfDeployment(string deployment);
}
