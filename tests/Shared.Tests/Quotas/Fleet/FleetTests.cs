using Tollgate.Quotas;
using Tollgate.Quotas.Windows;
using Xunit.Abstractions;

namespace Tollgate.Tests.Quotas.Fleet;

public sealed class FleetTests(ITestOutputHelper output)
{
    [Fact]
    public void Fleet_OfTwoHundredInstancesWithEverythingGoingWrong_NeverOverspendsNorLosesACent()
    {
        var simulation = new FleetSimulation(new FleetPlan
        {
            Instances = 200,
            Tenants = 1_000,
            Skew = 1.5,
            RequestsPerSecond = 1_500,
            WarmUp = TimeSpan.FromSeconds(30),
            Span = TimeSpan.FromSeconds(60),
            ClockSpread = 5,
            KillEvery = 7,
            ScaleEvery = 5,
            Outage = (TimeSpan.FromSeconds(1000), TimeSpan.FromSeconds(1120)),
            Store = StoreBehaviour.Rough,
            Catalogue = Catalogue(tenantBudget: 2_000_000_000),
        });

        var report = Run(simulation);
        simulation.Drain();

        Assert.Equal(0, report.Overspend);
        Assert.All(simulation.Tenants, tenant => Assert.InRange(tenant.Billed, 0, 2_000_000_000));
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
        EachUser = [Window("usd/day", QuotaUnit.Usd, WindowPeriod.Day, tenantBudget) with { Scope = QuotaScope.User, Mode = QuotaMode.Fast }],
        EachDeployment =
            [Window("tokens/minute", QuotaUnit.Tokens, WindowPeriod.Minute, 1_000_000_000) with { Scope = QuotaScope.Deployment }],
    };

    private static QuotaDefinition Window(string id, QuotaUnit unit, WindowPeriod period, long limit) =>
        new() { Id = id, Scope = QuotaScope.Tenant, Unit = unit, Period = period, Limit = limit };
}
