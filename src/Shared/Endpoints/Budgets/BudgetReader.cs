using Microsoft.Extensions.Logging;
using Tollgate.Pipeline;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.State;

namespace Tollgate.Endpoints.Budgets;

/// <summary>Reads how limits stand from the accounts that they are kept in.</summary>
internal sealed class BudgetReader(IEntityClient store, TimeProvider time, ILogger<BudgetReader> log)
{
    private static readonly Refusal Unavailable = new()
    {
        Status = 503,
        Type = ErrorTypes.Server,
        Code = "state_unavailable",
        Message = "Budgets cannot be read at the moment: durable state does not answer. Try again later.",
    };

    /// <exception cref="RefusalException">The store does not answer.</exception>
    public Task<IReadOnlyList<BudgetStanding>> ReadTotalAsync(IQuotaCatalogue quotas, CancellationToken cancellation) =>
        ReadAsync(AccountKeys.Total, quotas.Total, null, cancellation);

    /// <summary>Of the tenant and of its API keys.</summary>
    /// <exception cref="RefusalException">The store does not answer.</exception>
    public Task<IReadOnlyList<BudgetStanding>> ReadTenantAsync(IQuotaCatalogue quotas, string tenant, CancellationToken cancellation) =>
        ReadAsync(AccountKeys.Tenant(tenant), quotas.OfTenant(tenant), tenant, cancellation);

    /// <exception cref="RefusalException">The store does not answer.</exception>
    public Task<IReadOnlyList<BudgetStanding>> ReadUserAsync(IQuotaCatalogue quotas, string tenant, string user, CancellationToken cancellation) =>
        ReadAsync(AccountKeys.User(tenant, user), quotas.OfUser(tenant, user), user, cancellation);

    private async Task<IReadOnlyList<BudgetStanding>> ReadAsync(
        EntityKey key, IReadOnlyList<QuotaDefinition> definitions, string? subject, CancellationToken cancellation)
    {
        if (definitions.Count == 0)
        {
            return [];
        }

        try
        {
            var account = await store.ReadAsync<AccountState>(key, cancellation).ConfigureAwait(false) ?? AccountState.Empty;
            return [.. definitions.Select(definition => Standing(account, definition, subject))];
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Whatever a store may throw: it is the store that fails, not the gateway.
            log.StateUnavailable(failure, key.ToString());
            throw new RefusalException(Unavailable);
        }
    }

    private BudgetStanding Standing(AccountState account, QuotaDefinition definition, string? subject)
    {
        var now = time.GetUtcNow();
        var named = definition.ApiKey is { } key ? $"{subject}/{key}" : subject;
        var standing = definition.IsBucket ? OfBucket(account, definition, now) : OfWindow(account, definition, now);
        return standing with { Subject = named };
    }

    private static BudgetStanding OfBucket(AccountState account, QuotaDefinition definition, DateTimeOffset now)
    {
        var reserved = account.Outstanding(definition.Id, 0);
        if (account.Find(definition.Id) is not { } quota || !quota.Definition.IsBucket)
        {
            return new BudgetStanding { Quota = definition, Remaining = definition.Limit };
        }

        quota.Refill(Math.Max(now.ToUnixTimeMilliseconds(), quota.LevelAt), reserved);
        var remaining = Math.Max(0, account.Left(quota, 0));
        return new BudgetStanding
        {
            Quota = definition,
            Spent = Math.Max(0, definition.Limit - remaining - reserved),
            Reserved = reserved,
            Remaining = remaining,
        };
    }

    private static BudgetStanding OfWindow(AccountState account, QuotaDefinition definition, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var totals = account.Find(definition.Id)?.Windows.Find(window => window.Start <= nowMs && nowMs < window.End);
        if (totals is null)
        {
            var end = CalendarWindow.Containing(now, CalendarZone.Find(definition.TimeZone), definition.Period).End;
            return new BudgetStanding { Quota = definition, Remaining = definition.Limit, ResetsAt = end };
        }

        var reserved = account.Outstanding(definition.Id, totals.Start);
        var writtenOff = account.WrittenOff(definition.Id, totals.Start);
        return new BudgetStanding
        {
            Quota = definition,
            Spent = totals.Spent,
            Reserved = reserved,
            WrittenOff = writtenOff,
            Remaining = Math.Max(0, definition.Limit - totals.Spent - reserved - writtenOff),
            ResetsAt = DateTimeOffset.FromUnixTimeMilliseconds(totals.End),
        };
    }
}
