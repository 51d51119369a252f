using Tollgate.Quotas;
using Tollgate.Quotas.Windows;
using Xunit.Abstractions;

namespace Tollgate.Tests.Quotas.Fleet;

/// <summary>Fast mode may exceed its limit, by no more than it says.</summary>
public sealed class FastModeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(10, 100, 3_000)]
    [InlineData(20, 20, 50)] // So small a limit is leased.
    [InlineData(40, 400, 6_000)]
    public void Overshoot_OfASteadyFleet_IsAtMostItsRateTimesTwoIntervalsAndTheDelay(int instances, int perSecond, int limit)
    {
        var options = new QuotaOptions();
        var report = new FleetSimulation(new FleetPlan
        {
            Instances = instances,
            RequestsPerSecond = perSecond,
            WarmUp = TimeSpan.Zero,
            Span = TimeSpan.FromSeconds(60),
            ServiceMs = (1, 10),
            Options = options,
            Catalogue = new FixedCatalogue
            {
                EachTenant =
                [
                    new QuotaDefinition
                    {
                        Id = "requests/hour", Scope = QuotaScope.Tenant, Unit = QuotaUnit.Requests, Period = WindowPeriod.Hour,
                        Limit = limit, Mode = QuotaMode.Fast,
                    },
                ],
            },
        }).Run();

        // What was spent is told after one interval and heard of after another; an account handles some 20 reports a second.
        var interval = TimeSpan.FromSeconds(Math.Max(options.FlushInterval.TotalSeconds, instances / 20.0)) + options.Tick;
        var bound = perSecond * ((2 * interval) + TimeSpan.FromMilliseconds(500)).TotalSeconds;
        output.WriteLine($"{report.Granted - limit} beyond the limit of {limit}, at most {bound}");
        Assert.InRange(report.Granted, limit * 0.99, limit + bound);
    }
}
