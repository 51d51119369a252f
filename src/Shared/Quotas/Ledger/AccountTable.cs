using System.Collections.Concurrent;
using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Ledger;

/// <summary>The accounts this instance has dealings with: made at the first request, forgotten when idle.</summary>
internal sealed class AccountTable(IQuotaCatalogue catalogue, LedgerContext context)
{
    private const int LongestUser = 64;

    private readonly ConcurrentDictionary<string, LocalAccount> _tenants = new();
    private readonly ConcurrentDictionary<UserKey, LocalAccount> _users = new();
    private readonly ConcurrentDictionary<string, LocalAccount> _deployments = new();
    private readonly ConcurrentDictionary<string, LocalAccount> _total = new();

    // In the order in which they were made, which no hash decides: so that a simulated run can be repeated.
    private readonly List<(LocalAccount Account, Action Remove)> _all = [];
    private readonly Lock _gate = new();
    private volatile IQuotaCatalogue _catalogue = catalogue;
    private int _count;

    /// <summary>
    /// Null where a strict quota would have to be left out for want of room. Users whose quotas are fast share their
    /// tenant's limits then.
    /// </summary>
    public AccountSet? Find(in QuotaRequest request)
    {
        var catalogue = _catalogue;
        var isComplete = true;
        LocalAccount? user = null, tenant = null, total = null, deployment = null;
        if (request.Tenant is { } tenantId)
        {
            if (request.User is { } userId && catalogue.OfUser(tenantId, userId) is { Count: > 0 } ofUser)
            {
                var id = userId.Length <= LongestUser ? userId : AccountKeys.Shorten(userId);
                user = Find(_users, new UserKey(tenantId, id), ofUser, static key => AccountKeys.User(key.Tenant, key.User), ref isComplete);
            }

            tenant = Find(_tenants, tenantId, catalogue.OfTenant(tenantId), AccountKeys.Tenant, ref isComplete);
            total = Find(_total, "", catalogue.Total, static _ => AccountKeys.Total, ref isComplete);
        }

        if (request.Deployment is { } deploymentId)
        {
            deployment = Find(_deployments, deploymentId, catalogue.OfDeployment(deploymentId), AccountKeys.Deployment, ref isComplete);
        }

        return isComplete ? new AccountSet(user, tenant, total, deployment) : null;
    }

    /// <summary>Looks after every account; forgets those that are done.</summary>
    public void Tick()
    {
        foreach (var account in All())
        {
            account.Sync.Tick();
        }

        lock (_gate)
        {
            foreach (var (account, remove) in _all)
            {
                if (account.IsRetired)
                {
                    remove();
                }
            }

            _all.RemoveAll(entry => entry.Account.IsRetired);
            Volatile.Write(ref _count, _all.Count);
        }
    }

    public LocalAccount[] All()
    {
        lock (_gate)
        {
            return [.. _all.Select(entry => entry.Account)];
        }
    }

    /// <summary>Configuration has changed.</summary>
    public void Use(IQuotaCatalogue catalogue)
    {
        _catalogue = catalogue;
        foreach (var (tenant, account) in _tenants)
        {
            account.Define(catalogue.OfTenant(tenant));
        }

        foreach (var (user, account) in _users)
        {
            account.Define(catalogue.OfUser(user.Tenant, user.User));
        }

        foreach (var (deployment, account) in _deployments)
        {
            account.Define(catalogue.OfDeployment(deployment));
        }

        foreach (var account in _total.Values)
        {
            account.Define(catalogue.Total);
        }
    }

    private LocalAccount? Find<TKey>(
        ConcurrentDictionary<TKey, LocalAccount> accounts,
        TKey key,
        IReadOnlyList<QuotaDefinition> definitions,
        Func<TKey, EntityKey> nameOf,
        ref bool isComplete)
        where TKey : notnull
    {
        if (definitions.Count == 0)
        {
            return null;
        }

        return accounts.TryGetValue(key, out var account) ? account : Add(accounts, key, definitions, nameOf, ref isComplete);
    }

    // Apart from the finding, which would allocate for what is captured here.
    private LocalAccount? Add<TKey>(
        ConcurrentDictionary<TKey, LocalAccount> accounts,
        TKey key,
        IReadOnlyList<QuotaDefinition> definitions,
        Func<TKey, EntityKey> nameOf,
        ref bool isComplete)
        where TKey : notnull
    {
        if (Volatile.Read(ref _count) >= context.Options.MaxAccounts)
        {
            isComplete &= definitions.All(definition => definition.Mode == QuotaMode.Fast);
            return null;
        }

        lock (_gate)
        {
            if (!accounts.TryGetValue(key, out var account))
            {
                accounts[key] = account = new LocalAccount(nameOf(key), definitions, context);
                _all.Add((account, () => accounts.TryRemove(key, out _)));
                Volatile.Write(ref _count, _all.Count);
            }

            return account;
        }
    }
}
