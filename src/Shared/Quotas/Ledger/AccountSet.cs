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

    /// <summary>Those there are; off the fast path.</summary>
    public IEnumerable<LocalAccount> All() => new[] { User, Tenant, Total, Deployment }.OfType<LocalAccount>();
}
