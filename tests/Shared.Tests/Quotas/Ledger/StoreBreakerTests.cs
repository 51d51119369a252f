using Tollgate.Quotas.Ledger;
using Tollgate.Tests.Quotas.Alerts;

namespace Tollgate.Tests.Quotas.Ledger;

public sealed class StoreBreakerTests
{
    private readonly ListLog<StoreBreaker> _log = new();

    [Fact]
    public void Outage_HoweverManyOperationsItFails_IsToldOnceAndSoIsItsEnd()
    {
        var breaker = new StoreBreaker(_log);
        for (var second = 0; second < 120; second++)
        {
            breaker.Failed(second * 1_000, new IOException());
        }

        breaker.Succeeded();
        breaker.Succeeded();

        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void OneFailure_IsNoOutage()
    {
        var breaker = new StoreBreaker(_log);
        breaker.Failed(0, new IOException());
        breaker.Succeeded();

        Assert.Empty(_log.Lines);
        Assert.False(breaker.IsOpen);
    }
}
