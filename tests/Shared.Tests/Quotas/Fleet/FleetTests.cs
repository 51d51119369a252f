using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Xunit.Abstractions;

namespace Tollgate.Tests.Quotas.Fleet;

public sealed class FleetTests(ITestOutputHelper output)
{
    private const long TenantBudget = 4_000_000_000;

    [Fact]
    public void Fleet_OfTwoHundredInstancesWithEverythingGoingWrong_NeverOverspendsNorLosesACent()
    {
        var simulation = new FleetSimulation(new FleetPlan
        {
            Instances = 200,
            Tenants = 1_000,
            Skew = 1.5,
            RequestsPerSecond = 300,
            Span = TimeSpan.FromSeconds(180),
            ClockSpread = 5,
            KillEvery = 7,
            ScaleEvery = 5,
            Outage = (TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(160)),
            Store = StoreBehaviour.Rough,
            Catalogue = Catalogue(TenantBudget),
        });

        var report = Run(simulation);
        simulation.Drain();

        Assert.Equal(0, report.Overspend + simulation.Store.Overspend);
        Assert.InRange(report.RefusedThoughAffordable, 0, report.Requests / 10);
        for (var i = 0; i < simulation.Tenants.Count; i++)
        {
            // Every cent is booked, or covered by the lease of an instance that was killed.
            var (spent, leased) = BudgetOf(simulation, i);
            Assert.InRange(simulation.Tenants[i].Billed, 0, Math.Min(TenantBudget, spent + leased));
        }
    }

    [Fact]
    public void Fleet_Calm_SpendsEachTenantsBudgetToTheEnd()
    {
        var simulation = new FleetSimulation(new FleetPlan
        {
            Instances = 10,
            Tenants = 5,
            RequestsPerSecond = 400,
            Span = TimeSpan.FromSeconds(100),
            Catalogue = Catalogue(tenantBudget: 5_000_000_000),
        });

        var report = Run(simulation);
        var usable = simulation.Tenants.Min(tenant => tenant.Billed) / 5_000_000_000.0;
        output.WriteLine($"usable share of the limit {usable:0.00%}");

        Assert.Equal(0, report.Overspend);
        Assert.InRange(usable, 0.99, 1);
        Assert.Equal(0, report.Wait(0.5));
        Assert.InRange(report.RefusedThoughAffordable, 0, report.Refused / 4);
        simulation.Drain();
        for (var i = 0; i < simulation.Tenants.Count; i++)
        {
            Assert.Equal((simulation.Tenants[i].Billed, 0), BudgetOf(simulation, i));
        }
    }

    [Theory]
    [InlineData(50, 40)]
    [InlineData(1000, 5)]
    public void Fleet_SteadyTraffic_CostsFewDurableOperationsAndNoWaiting(int perTenantAndInstance, int mostOperations)
    {
        const int instances = 4;
        var tenants = perTenantAndInstance < 100 ? 5 : 1;
        var report = Run(new FleetSimulation(new FleetPlan
        {
            Instances = instances,
            Tenants = tenants,
            RequestsPerSecond = perTenantAndInstance * instances * tenants,
            Span = TimeSpan.FromSeconds(perTenantAndInstance < 100 ? 120 : 40),
            ClockSpread = 5,
            Catalogue = Catalogue(tenantBudget: 5_000_000_000_000),
        }));

        Assert.InRange(report.OperationsPer1000, 0, mostOperations);
        Assert.Equal(0, report.Wait(0.5));
        Assert.InRange(report.Wait(0.99), 0, 12);
        Assert.Equal(0, report.Refused);
        Assert.Equal(0, report.Overspend);
    }

    [Fact]
    public void Fleet_SameSeed_GivesTheSameRun()
    {
        var plan = new FleetPlan
        {
            Instances = 5,
            Tenants = 3,
            Span = TimeSpan.FromSeconds(20),
            KillEvery = 5,
            Store = StoreBehaviour.Rough,
            Catalogue = Catalogue(tenantBudget: 50_000_000),
        };

        Assert.Equal(new FleetSimulation(plan).Run().ToString(), new FleetSimulation(plan).Run().ToString());
    }

    private static (long Spent, long Leased) BudgetOf(FleetSimulation simulation, int tenant)
    {
        if (simulation.Store.Find(AccountKeys.Tenant($"t{tenant}")) is not { } account || account.Find("usd/day") is not { } quota)
        {
            return default;
        }

        var window = quota.Windows[^1];
        return (window.Spent, account.Outstanding(quota.Id, window.Start) + account.WrittenOff(quota.Id, window.Start));
    }

    private FleetReport Run(FleetSimulation simulation)
    {
        var report = simulation.Run();
        output.WriteLine(report.ToString());
        return report;
    }

    private static FixedCatalogue Catalogue(long tenantBudget) => new()
    {
        Total = [Window("usd/day", QuotaUnit.Usd, WindowPeriod.Day, 1_000_000_000_000_000) with { Scope = QuotaScope.Total }],
        EachTenant =
        [
            Window("usd/day", QuotaUnit.Usd, WindowPeriod.Day, tenantBudget),
            Window("requests/minute", QuotaUnit.Requests, WindowPeriod.Minute, 1_000_000),
        ],
        EachUser = [Window("usd/day", QuotaUnit.Usd, WindowPeriod.Day, tenantBudget) with
        {
            Scope = QuotaScope.User, Mode = QuotaMode.Fast, OutageAllowance = tenantBudget,
        }],
        EachDeployment =
            [Window("tokens/minute", QuotaUnit.Tokens, WindowPeriod.Minute, 1_000_000_000) with { Scope = QuotaScope.Deployment }],
    };

    private static QuotaDefinition Window(string id, QuotaUnit unit, WindowPeriod period, long limit) =>
        new() { Id = id, Scope = QuotaScope.Tenant, Unit = unit, Period = period, Limit = limit };
}
