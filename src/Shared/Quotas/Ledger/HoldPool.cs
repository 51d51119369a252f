using Microsoft.Extensions.ObjectPool;

namespace Tollgate.Quotas.Ledger;

/// <summary>Where the entries behind holds come from: a request in its steady state allocates none.</summary>
internal sealed class HoldPool : IPooledObjectPolicy<HoldEntry>
{
    private const int Retained = 4096;
    private readonly DefaultObjectPool<HoldEntry> _pool;

    public HoldPool() => _pool = new DefaultObjectPool<HoldEntry>(this, Retained);

    public HoldEntry Get(in QuotaAmounts held)
    {
        var entry = _pool.Get();
        entry.Begin(held);
        return entry;
    }

    public HoldEntry Create() => new(_pool);

    public bool Return(HoldEntry obj) => true;
}
