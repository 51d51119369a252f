using Tollgate.Quotas.Accounts;

namespace Tollgate.Tests.Quotas.Accounts;

/// <summary>
/// The rules an owner of leases keeps, in their simplest form: it spends only what it has read to be granted, freezes what it
/// hands back, and says what it spent in cumulative totals.
/// </summary>
internal sealed class OwnerModel(string incarnation)
{
    private readonly Dictionary<(string Quota, long Window), Slice> _slices = [];
    private long _seq;
    private bool _isConfirmed;

    private string Lease => $"{incarnation}.1";

    /// <summary>Everything it ever spent, by quota.</summary>
    public Dictionary<string, long> Spent { get; } = [];

    public bool IsClosed { get; private set; }

    /// <summary>Learns what it was granted, from a state that may be old.</summary>
    public void Read(AccountState account)
    {
        if (account.Leases.Find(lease => lease.Id == Lease) is not { Outcome: not LeaseOutcome.Gone } mine)
        {
            return;
        }

        _isConfirmed = true;
        foreach (var slice in mine.Slices)
        {
            var known = this[slice.Quota, slice.Window];
            known.Granted = Math.Max(known.Granted, slice.Granted);
            known.Returned = Math.Max(known.Returned, slice.Returned);
        }
    }

    /// <summary>Spends up to <paramref name="amount"/> of everything it has been granted.</summary>
    public void Spend(int amount)
    {
        foreach (var ((quota, _), slice) in _slices)
        {
            var spent = IsClosed ? 0 : Math.Clamp(slice.Granted - slice.Returned - slice.Settled, 0, amount);
            slice.Settled += spent;
            Spent[quota] = Spent.GetValueOrDefault(quota) + spent;
        }
    }

    public void HandBack(int amount)
    {
        foreach (var slice in _slices.Values)
        {
            slice.Returned += IsClosed ? 0 : Math.Clamp(slice.Granted - slice.Returned - slice.Settled, 0, amount);
        }
    }

    public LeaseOperation Operation(long notAfter, params SliceAsk[] asks) => new()
    {
        Lease = Lease,
        Seq = ++_seq,
        IsConfirmed = _isConfirmed,
        NotAfter = notAfter,
        Ttl = 60_000,
        Asks = asks,
        Totals = [.. _slices.Select(slice => new SliceTotal(
            slice.Key.Quota, slice.Key.Window, slice.Value.Settled, slice.Value.Returned, IsClosed))],
    };

    public LeaseOperation Close(long notAfter)
    {
        IsClosed = true;
        return Operation(notAfter);
    }

    private Slice this[string quota, long window] =>
        _slices.TryGetValue((quota, window), out var slice) ? slice : _slices[(quota, window)] = new Slice();

    private sealed class Slice
    {
        public long Granted { get; set; }

        public long Settled { get; set; }

        public long Returned { get; set; }
    }
}
