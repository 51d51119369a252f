using Tollgate.Quotas.Ledger;
using Tollgate.Tests.Quotas.Alerts;

namespace Tollgate.Tests.Quotas.Ledger;

public sealed class StoreBreakerTests
{
    private readonly ListLog<StoreBreaker> _log = new();

    [Fact]
    public void Outage_HoweverManyOperationsItFails_IsToldOnceAndSoIsItsEnd()
    {
        var breaker = new StoreBreaker(_log, () => 0.5);
        for (var second = 0; second < 120; second++)
        {
            breaker.Failed(second * 1_000, new IOException());
        }

        breaker.Succeeded();
        breaker.Succeeded();

        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void LongOutage_IsProbedEverMoreSeldomUntilTheStoreReturns()
    {
        var breaker = new StoreBreaker(_log, () => 0);
        var probes = 0;
        for (var milliseconds = 0; milliseconds < 120_000; milliseconds += 100)
        {
            if (breaker.TryEnter(milliseconds))
            {
                probes++;
                breaker.Failed(milliseconds, new IOException());
            }
        }

        Assert.InRange(probes, 8, 15);
        Assert.True(breaker.TryEnter(135_000));
        breaker.Succeeded();
        Assert.True(breaker.TryEnter(135_000));
    }

    [Fact]
    public void OneFailure_IsNoOutage()
    {
        var breaker = new StoreBreaker(_log, () => 0.5);
        breaker.Failed(0, new IOException());
        breaker.Succeeded();

        Assert.Empty(_log.Lines);
        Assert.False(breaker.IsOpen);
    }
}
