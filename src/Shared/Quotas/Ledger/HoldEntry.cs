using Microsoft.Extensions.ObjectPool;

namespace Tollgate.Quotas.Ledger;

/// <summary>The slices behind a <see cref="Hold"/>, pooled: its version tells a hold that has ended from its successor.</summary>
internal sealed class HoldEntry(ObjectPool<HoldEntry> pool)
{
    private const int UsualQuotas = 8;

    private LocalSlice[] _slices = new LocalSlice[UsualQuotas];
    private int _count;
    private int _version;
    private QuotaAmounts _held;

    public int Version => Volatile.Read(ref _version);

    public void Begin(in QuotaAmounts held) => _held = held;

    /// <summary>Remembers a slice that <c>held</c> was taken from.</summary>
    public void Add(LocalSlice slice)
    {
        if (_count == _slices.Length)
        {
            Array.Resize(ref _slices, _count * 2);
        }

        _slices[_count++] = slice;
    }

    /// <summary>Takes over what <paramref name="other"/> has taken for the same request.</summary>
    public void Absorb(HoldEntry other)
    {
        for (var i = 0; i < other._count; i++)
        {
            Add(other._slices[i]);
        }

        other._count = 0;
    }

    /// <summary>Puts everything back: a later slice could not give its part.</summary>
    public void RollBack()
    {
        for (var i = 0; i < _count; i++)
        {
            _slices[i].Settle(_held[_slices[i].Unit] ?? 0, 0);
        }

        _count = 0;
    }

    public void End(int version, in QuotaAmounts billed)
    {
        if (Interlocked.CompareExchange(ref _version, version + 1, version) != version)
        {
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            var slice = _slices[i];
            var held = _held[slice.Unit] ?? 0;
            slice.Settle(held, billed[slice.Unit] ?? held);
        }

        ReturnToPool();
    }

    public void ReturnToPool()
    {
        Array.Clear(_slices, 0, _count);
        _count = 0;
        pool.Return(this);
    }
}
