using Tollgate.Quotas;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>The same quotas for every subject of a kind.</summary>
internal sealed record FixedCatalogue : IQuotaCatalogue
{
    public IReadOnlyList<QuotaDefinition> Total { get; init; } = [];

    public IReadOnlyList<QuotaDefinition> EachTenant { get; init; } = [];

    public IReadOnlyList<QuotaDefinition> EachUser { get; init; } = [];

    public IReadOnlyList<QuotaDefinition> EachDeployment { get; init; } = [];

    public IReadOnlyList<QuotaDefinition> OfTenant(string tenant) => EachTenant;

    public IReadOnlyList<QuotaDefinition> OfUser(string tenant, string user) => EachUser;

    public IReadOnlyList<QuotaDefinition> OfDeployment(string deployment) => EachDeployment;
}
