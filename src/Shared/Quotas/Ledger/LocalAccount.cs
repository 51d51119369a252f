using Tollgate.State;

namespace Tollgate.Quotas.Ledger;

/// <summary>One account as this instance sees it: what may be spent of each quota, and the lease that says so.</summary>
internal sealed class LocalAccount
{
    private volatile LocalQuota[] _quotas;

    public LocalAccount(EntityKey key, IReadOnlyList<QuotaDefinition> definitions, LedgerContext context)
    {
        Key = key;
        Context = context;
        _quotas = [.. definitions.OrderBy(definition => definition.Scope).Select(definition => new LocalQuota(definition))];
        Lease = NewLease();
        Sync = new AccountSync(this);
    }

    public EntityKey Key { get; }

    public LedgerContext Context { get; }

    /// <summary>The exchange with the store.</summary>
    public AccountSync Sync { get; }

    /// <summary>Guards everything but reserving and settling.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Narrow to wide.</summary>
    public LocalQuota[] Quotas => _quotas;

    public LocalLease Lease { get; private set; }

    /// <summary>Removed from the ledger: ask it for the successor.</summary>
    public bool IsRetired { get; set; }

    /// <summary>
    /// Takes the request's amounts from every quota it counts in and notes the slices in <paramref name="entry"/>. False
    /// when one of them has not enough at hand; what was taken until then is still noted.
    /// </summary>
    /// <param name="request">What to reserve.</param>
    /// <param name="entry">Of the request.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    /// <param name="isInTurn">The request has waited in line: it need not yield.</param>
    public bool TryReserve(in QuotaRequest request, HoldEntry entry, long nowMs, bool isInTurn = false)
    {
        foreach (var quota in _quotas)
        {
            if (!quota.AppliesTo(request))
            {
                continue;
            }

            var amount = request.Amounts[quota.Definition.Unit]!.Value;
            var slice = quota.Active;
            if (slice is null || nowMs >= slice.UsableUntil || (amount > 0 ? (quota.IsYielding && !isInTurn) || !slice.TryTake(amount) : slice.IsFrozen))
            {
                return false;
            }

            entry.Add(slice);
        }

        return true;
    }

    /// <summary>Adds how the quotas that the request counts in stand, as far as this instance knows.</summary>
    public void AddStandings(in QuotaRequest request, List<QuotaStanding> standings)
    {
        foreach (var quota in _quotas)
        {
            if (quota.AppliesTo(request))
            {
                standings.Add(quota.Standing);
            }
        }
    }

    /// <summary>Puts every quota on the slice of the current window, where that takes no lease.</summary>
    public void Roll(long nowMs)
    {
        lock (Gate)
        {
            foreach (var quota in _quotas)
            {
                SliceRoll.Advance(quota, Lease, nowMs);
            }
        }
    }

    /// <summary>Gives leased quotas without a slice one to book to: the request takes nothing of them.</summary>
    public void OpenUnleased(in QuotaRequest request, long nowMs)
    {
        lock (Gate)
        {
            foreach (var quota in _quotas)
            {
                if (quota.AppliesTo(request) && request.Amounts[quota.Definition.Unit] == 0)
                {
                    SliceRoll.EnsureActive(quota, Lease, nowMs);
                }
            }
        }
    }

    /// <summary>Some leased quota has not enough at hand for the request.</summary>
    public bool IsShort(in QuotaRequest request, long nowMs)
    {
        foreach (var quota in _quotas)
        {
            if (IsShort(quota, request, nowMs))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The quota has not enough at hand for the request.</summary>
    public static bool IsShort(LocalQuota quota, in QuotaRequest request, long nowMs) =>
        quota.IsLeased && quota.AppliesTo(request) && request.Amounts[quota.Definition.Unit] is > 0 and { } amount
        && (quota.IsYielding || quota.Active is not { } slice || nowMs >= slice.UsableUntil || slice.Free < amount);

    /// <summary>Sets whether new requests wait in line: when it is the turn of one that does, and where somebody waits at the account.</summary>
    public void Yield(bool isOthersTurn)
    {
        foreach (var quota in _quotas)
        {
            quota.IsYielding = quota.IsLeased && (isOthersTurn || quota.IsClaimed);
        }
    }

    /// <summary>The store does not answer: the outage policy says how much may be spent meanwhile.</summary>
    public void ApplyOutagePolicy(long nowMs)
    {
        lock (Gate)
        {
            foreach (var quota in _quotas)
            {
                var allowance = quota.Definition.OutageAllowance;
                if (quota.IsLeased && allowance > 0)
                {
                    var slice = SliceRoll.EnsureActive(quota, Lease, nowMs);
                    slice.SetCredit(Math.Max(slice.Credit, allowance));
                }
                else if (!quota.IsLeased && Context.Breaker.IsOpen && quota.Active is { } active)
                {
                    quota.OutageCredit ??= active.Consumed + allowance;
                    active.SetCredit(Math.Min(active.Credit, quota.OutageCredit.Value));
                }
            }
        }
    }

    /// <summary>Takes newer definitions from configuration; quotas that are gone end with their leases.</summary>
    public void Define(IReadOnlyList<QuotaDefinition> definitions)
    {
        lock (Gate)
        {
            var known = _quotas.ToDictionary(quota => quota.Definition.Id);
            foreach (var definition in definitions)
            {
                if (known.Remove(definition.Id, out var quota))
                {
                    quota.Define(definition);
                }
            }

            foreach (var gone in known.Values)
            {
                gone.Active?.Freeze();
                gone.Next?.Freeze();
            }

            _quotas =
            [
                .. definitions.OrderBy(definition => definition.Scope).Select(definition =>
                    _quotas.FirstOrDefault(quota => quota.Definition.Id == definition.Id) ?? new LocalQuota(definition)),
            ];
        }
    }

    /// <summary>Ends reserving for good, unless a request still holds something.</summary>
    public bool TryFreeze()
    {
        Lease.Slices.ForEach(slice => slice.Freeze());
        if (!Lease.IsHeld)
        {
            return true;
        }

        foreach (var quota in _quotas)
        {
            quota.Active?.Thaw();
            quota.Next?.Thaw();
        }

        return false;
    }

    /// <summary>Starts over with a fresh lease; the holds of the old one end in memory only.</summary>
    public void Renew()
    {
        foreach (var quota in _quotas)
        {
            quota.Active?.Freeze();
            quota.Active = null;
            quota.Next?.Freeze();
            quota.Next = null;
            quota.OutageCredit = null;
        }

        Lease = NewLease();
    }

    private LocalLease NewLease() => new(Context.NextLease(), Key, Context.Trail);
}
