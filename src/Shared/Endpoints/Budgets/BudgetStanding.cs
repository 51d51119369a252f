using Tollgate.Quotas;

namespace Tollgate.Endpoints.Budgets;

/// <summary>How one limit stands in durable state. Amounts are in the quota's unit.</summary>
internal sealed record BudgetStanding
{
    public required QuotaDefinition Quota { get; init; }

    /// <summary>The tenant, <c>tenant/key</c>, or the tenant's user; null for all tenants together.</summary>
    public string? Subject { get; init; }

    public long Spent { get; init; }

    /// <summary>Borrowed by instances, for requests in flight and to come.</summary>
    public long Reserved { get; init; }

    /// <summary>Borrowed by instances that fell silent.</summary>
    public long WrittenOff { get; init; }

    public long Remaining { get; init; }

    /// <summary>Null for a bucket, which refills all the time.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}
