using Tollgate.Models;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.Tests.Quotas.Fleet;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Quotas.Admission;

/// <summary>Regression: a request that outlasted the host's patience at the end made the process crash, and its leases were left open.</summary>
public sealed class ShutdownTests
{
    private static readonly Deployment Model = AdmissionHarness.Deployment("cheap", 10);

    [Fact]
    public async Task Stop_HostHasNoPatienceLeft_ClosesTheLeasesAllTheSame()
    {
        using var harness = await CreateSpentAsync();

        var account = await harness.CloseAsync(AccountKeys.Tenant(TestGateway.Tenant.Id), new CancellationToken(canceled: true));

        Assert.All(account.Leases, lease => Assert.All(lease.Slices, slice => Assert.Equal(0, slice.Open)));
    }

    [Fact]
    public async Task Stop_StoreIsDown_EndsAllTheSame()
    {
        using var harness = await CreateSpentAsync();
        harness.TakeStoreDown();

        await harness.StopAsync(CancellationToken.None);
    }

    private static async Task<AdmissionHarness> CreateSpentAsync()
    {
        var budget = new QuotaDefinition { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = 100_000_000, Revision = 1 };
        var harness = new AdmissionHarness(new FixedCatalogue { EachTenant = [budget] });
        var request = harness.Request();
        await harness.AdmitAsync(request, Model);
        await harness.SettleAsync(request, output: 40);
        return harness;
    }
}
