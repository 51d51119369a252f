using Tollgate.Quotas.Accounts;

namespace Tollgate.Quotas.Alerts;

/// <summary>What the sinks are told: a threshold of a budget was crossed. The same however often it is told.</summary>
internal sealed record BudgetAlert
{
    /// <summary>Recognises a second telling.</summary>
    public required string Id { get; init; }

    public required AlertName Name { get; init; }

    public required QuotaScope Scope { get; init; }

    /// <summary>Id of the API key, for <see cref="QuotaScope.ApiKey"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>At the crossing, in nano-dollars.</summary>
    public required long Limit { get; init; }

    /// <summary>Settled by then, in nano-dollars.</summary>
    public required long Spent { get; init; }

    /// <summary>Not all is spent, but a request was refused for want of budget.</summary>
    public required bool IsByRefusal { get; init; }

    public required DateTimeOffset WindowStart { get; init; }

    public required DateTimeOffset WindowEnd { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public decimal LimitUsd => Limit / 1_000_000_000m;

    public decimal SpentUsd => Spent / 1_000_000_000m;

    /// <summary>As written for machines.</summary>
    public string ScopeName => Scope switch
    {
        QuotaScope.User => "user",
        QuotaScope.ApiKey => "api_key",
        QuotaScope.Tenant => "tenant",
        QuotaScope.Deployment => "deployment",
        _ => "total",
    };

    /// <summary>Null where the account has no such alert that is still to be told.</summary>
    public static BudgetAlert? Find(AlertName name, AccountState account) =>
        name.FindIn(account) is { IsDone: false } alert && account.Find(name.Quota) is { } quota
            ? new BudgetAlert
            {
                Id = name.ToEventId(),
                Name = name,
                Scope = quota.Definition.Scope,
                ApiKey = quota.Definition.ApiKey,
                Limit = alert.Limit,
                Spent = alert.Spent,
                IsByRefusal = alert.IsByRefusal,
                WindowStart = DateTimeOffset.FromUnixTimeMilliseconds(name.Window),
                WindowEnd = DateTimeOffset.FromUnixTimeMilliseconds(quota.Find(name.Window)!.End),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(alert.CrossedAt),
            }
            : null;
}
