namespace Tollgate.Quotas.Configuration;

/// <summary>The definitions of one tenant, its keys and each of its users.</summary>
internal sealed record TenantQuotas(IReadOnlyList<QuotaDefinition> Tenant, IReadOnlyList<QuotaDefinition> User);
