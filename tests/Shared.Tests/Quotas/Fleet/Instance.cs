using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Quotas;
using Tollgate.Quotas.Ledger;
using Tollgate.State;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>One gateway instance of a simulated fleet: the real ledger on its own clock.</summary>
internal sealed class Instance
{
    private readonly InstanceStore _store;
    private readonly InstanceClock _clock;

    public Instance(string name, VirtualTime time, SimulatedStore store, IQuotaCatalogue catalogue, QuotaOptions options, TimeSpan offset, int seed)
    {
        Name = name;
        _store = new InstanceStore(store);
        _clock = new InstanceClock(time, offset);
        var random = new Random(seed);
        Ledger = new QuotaLedger(
            catalogue, _store, new Incarnation(name), options, _clock, random.NextDouble, NullLogger<QuotaLedger>.Instance);
        _ = Ledger.StartAsync(CancellationToken.None);
    }

    public string Name { get; }

    public QuotaLedger Ledger { get; }

    public bool IsKilled => _store.IsKilled;

    /// <summary>As kill -9 does: no last word, and what it was told is lost.</summary>
    public void Kill()
    {
        _store.IsKilled = true;
        _clock.IsStopped = true;
    }
}
