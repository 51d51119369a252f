namespace Tollgate.Quotas.Ledger;

/// <summary>The accounts a request counts in, narrow to wide. A subject without quotas has none.</summary>
internal readonly record struct AccountSet(LocalAccount? User, LocalAccount? Tenant, LocalAccount? Total, LocalAccount? Deployment)
{
    /// <summary>Reserves from all accounts or from none.</summary>
    public bool TryReserve(in QuotaRequest request, HoldEntry entry, long nowMs)
    {
        if ((User?.TryReserve(request, entry, nowMs) ?? true)
            && (Tenant?.TryReserve(request, entry, nowMs) ?? true)
            && (Total?.TryReserve(request, entry, nowMs) ?? true)
            && (Deployment?.TryReserve(request, entry, nowMs) ?? true))
        {
            return true;
        }

        entry.RollBack();
        return false;
    }

    /// <summary>How the quotas that the request counts in stand; asked for every response.</summary>
    public IReadOnlyList<QuotaStanding> StandingsOf(in QuotaRequest request)
    {
        var most = Count(User) + Count(Tenant) + Count(Total) + Count(Deployment);
        if (most == 0)
        {
            return [];
        }

        var standings = new List<QuotaStanding>(most);
        User?.AddStandings(request, standings);
        Tenant?.AddStandings(request, standings);
        Total?.AddStandings(request, standings);
        Deployment?.AddStandings(request, standings);
        return standings;
    }

    /// <summary>Those there are; off the fast path.</summary>
    public IEnumerable<LocalAccount> All() => new[] { User, Tenant, Total, Deployment }.OfType<LocalAccount>();

    private static int Count(LocalAccount? account) => account?.Quotas.Length ?? 0;
}
