using Tollgate.Quotas.Accounts;
using Tollgate.State;

namespace Tollgate.Quotas.Ledger;

/// <summary>This instance's lease on one account: its name, its count of operations and its slices. Guarded by the account's gate.</summary>
internal sealed class LocalLease(string id, EntityKey account, ILeaseTrail? trail)
{
    public string Id { get; } = id;

    public long Seq { get; private set; }

    /// <summary>Seen in the account.</summary>
    public bool IsConfirmed { get; set; }

    public List<LocalSlice> Slices { get; } = [];

    public bool IsUnused => Seq == 0 && Slices.Count == 0;

    /// <summary>Settled so far, over all slices: changes when there is something to report.</summary>
    public long Settled => Slices.Sum(slice => slice.Settled);

    /// <summary>Leased so far, over all slices: changes when the account has granted something.</summary>
    public long Granted => Slices.Sum(slice => slice.Granted);

    public bool IsHeld => Slices.Exists(slice => slice.Held != 0);

    /// <summary>Silence would cost something.</summary>
    public bool HasGrants => Slices.Exists(slice => slice.Granted > slice.Returned + slice.Settled);

    public LocalSlice? Find(string quota, long window) => Slices.Find(slice => slice.Window == window && slice.Quota == quota);

    public LocalSlice Add(LocalQuota quota, long window, long end)
    {
        // What no lease stands behind is lost to nobody.
        var noted = quota.IsLeased ? trail?.Open(account, Id, quota.Definition.Id, window) : null;
        var slice = new LocalSlice(quota.Definition.Id, quota.Definition.Unit, window, end, noted);
        Slices.Add(slice);
        return slice;
    }

    /// <summary>Drops slices that the account has booked for good.</summary>
    public void Remove(Predicate<LocalSlice> isBooked)
    {
        foreach (var slice in Slices.FindAll(isBooked))
        {
            slice.Forget();
            Slices.Remove(slice);
        }
    }

    public LeaseOperation NextOperation(long notAfter, long ttl) => new()
    {
        Lease = Id,
        Seq = ++Seq,
        IsConfirmed = IsConfirmed,
        NotAfter = notAfter,
        Ttl = ttl,
        Totals = [.. Slices.Select(TotalOf).Where(total => total.Settled > 0 || total.Returned > 0 || total.IsFinal)],
    };

    /// <summary>Everything counts as spent that is still reserved: the process ends.</summary>
    public LeaseOperation LastOperation(long notAfter, LocalQuota[] quotas) => NextOperation(notAfter, 0) with
    {
        Definitions = DefinitionsFor(quotas),
        Totals = [.. Slices.Select(slice => TotalOf(slice) with { Settled = slice.Settled + Math.Max(0, slice.Held), IsFinal = true })],
    };

    /// <summary>Those that the account may not know: it books nothing to a quota it has never heard of.</summary>
    public static IReadOnlyList<QuotaDefinition> DefinitionsFor(LocalQuota[] quotas) =>
        [.. quotas.Where(quota => !quota.IsKnownToAccount).Select(quota => quota.Definition)];

    // Nothing is negative on the wire: a refund settled before its spending would be.
    private static SliceTotal TotalOf(LocalSlice slice) =>
        new(slice.Quota, slice.Window, Math.Max(0, slice.Settled), slice.Returned, slice.IsFinal);
}
