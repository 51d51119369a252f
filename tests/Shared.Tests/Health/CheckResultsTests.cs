using Tollgate.Health;
using Tollgate.Health.Checks;
using Tollgate.Routing.Circuits;
using Tollgate.Testing;

namespace Tollgate.Tests.Health;

public sealed class CheckResultsTests
{
    private readonly CheckResults _results = new(new ManualTimeProvider());

    [Fact]
    public void IsFailing_AfterAsManyFailuresInARow_UntilOneSucceeds()
    {
        Assert.False(_results.IsFailing("p"));
        Fail(CheckResult.FailingAfter - 1);
        Assert.False(_results.IsFailing("p"));

        Fail(1);
        Assert.True(_results.IsFailing("p"));
        Assert.False(_results.IsFailing("other"));

        _results.Record("p", TimeSpan.FromMilliseconds(1), failure: null);
        Assert.False(_results.IsFailing("p"));
    }

    [Fact]
    public void IsFailing_FailuresThatAreNotInARow_AreNone()
    {
        Fail(CheckResult.FailingAfter - 1);
        _results.Record("p", TimeSpan.Zero, failure: null);
        Fail(CheckResult.FailingAfter - 1);

        Assert.False(_results.IsFailing("p"));
    }

    [Fact]
    public void IsHealthy_OfAProviderWhoseChecksFail_IsFalse()
    {
        Fail(CheckResult.FailingAfter);
        var report = new ProviderReport("p", ProviderSummary.Unknown, CircuitReport.AllClosed);

        Assert.True(report.IsHealthy);
        Assert.False((report with { LastCheck = _results.Last("p") }).IsHealthy);
    }

    [Fact]
    public void IsFailing_Asked_AllocatesNothing()
    {
        Fail(CheckResult.FailingAfter);
        _results.IsFailing("p");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _results.IsFailing("p");
            _results.IsFailing("other");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _results.Record("p", TimeSpan.FromSeconds(10), "upstream_timeout");
        }
    }
}
