namespace Tollgate.Quotas.Accounts;

/// <summary>Books what owners have spent and handed back, each cent once however often it is told.</summary>
internal static class Booking
{
    private const int MaxSlices = 64;

    /// <param name="account">Of the lease.</param>
    /// <param name="lease">A lease that is not closed.</param>
    /// <param name="totals">Cumulative, of the slices that the owner knows.</param>
    /// <param name="isFresh">No later operation of the lease was handled yet.</param>
    public static void Apply(AccountState account, Lease lease, IReadOnlyList<SliceTotal> totals, bool isFresh)
    {
        if (isFresh)
        {
            // The owner stops to mention a slice when it has seen it final: only then may the account forget it too.
            lease.Slices.RemoveAll(slice => slice.IsFinal && !totals.Any(total => slice.IsOf(total.Quota, total.Window)));
        }

        foreach (var total in totals)
        {
            var slice = lease.Find(total.Quota, total.Window);
            if (slice is null && isFresh && lease.Slices.Count < MaxSlices && account.Find(total.Quota) is not null)
            {
                // Spent without a lease: in fast mode, or under the outage policy.
                slice = lease.Add(total.Quota, total.Window);
            }

            if (slice is { IsFinal: false })
            {
                Apply(account, slice, total);
            }
        }
    }

    /// <summary>Gives back what the owner did not spend.</summary>
    public static void Free(AccountState account, LeaseSlice slice)
    {
        if (account.Find(slice.Quota) is { Definition.IsBucket: true } quota)
        {
            quota.Level += slice.Open;
        }

        slice.IsFinal = true;
    }

    private static void Apply(AccountState account, LeaseSlice slice, SliceTotal total)
    {
        var overrun = slice.Overrun;
        var spent = Math.Max(0, total.Settled - slice.Settled);
        var returned = Math.Max(0, Math.Min(total.Returned, slice.Granted) - slice.Returned);
        slice.Settled += spent;
        slice.Returned += returned;
        overrun = slice.Overrun - overrun;

        if (account.Find(slice.Quota) is { } quota)
        {
            quota.Billed += spent;
            if (quota.Definition.IsBucket)
            {
                quota.Level += returned - overrun;
            }
            else if (quota.Find(slice.Window) is { } window)
            {
                window.Spent += spent;
                window.Overrun += overrun;
            }
        }

        if (total.IsFinal)
        {
            Free(account, slice);
        }
    }
}
