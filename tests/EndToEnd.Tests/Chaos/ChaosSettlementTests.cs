using Tollgate.Pricing;
using Tollgate.Tests.Budgets;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>Money after a storm of failed attempts: two instances of the FunctionApp over one budget, and two providers that count what they bill.</summary>
public sealed class ChaosSettlementTests : IAsyncLifetime
{
    private const int Requests = 200;

    /// <summary>More than is reserved for an attempt: 100 tokens of an answer, and a prompt of 100 bytes with what may be around it.</summary>
    private const decimal MostUsdAnAttempt = 0.003m;

    private readonly Random _random = new(7);
    private SimulatorHost _shaky = null!;
    private BudgetFleet _fleet = null!;

    public async Task InitializeAsync()
    {
        _shaky = await SimulatorHost.StartAsync();
        _fleet = await BudgetFleet.StartAsync(
            2, steady => ChaosConfiguration.For(_shaky.OpenAIBaseUrl, steady.OpenAIBaseUrl, limits: "\"budget\": { \"daily\": 20 }"));
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        await _shaky.DisposeAsync();
    }

    [Fact]
    public async Task Budget_AfterFailuresThatBillNothing_IsChargedWhatWasBilledToTheNanoDollar()
    {
        Fault[] faults = [Fault.Status(500), Fault.Status(503), Fault.Status(429, TimeSpan.Zero), Fault.HtmlErrorPage];
        _shaky.Script(Script(faults));

        await AskAllAsync();

        Assert.Equal(ChaosConfiguration.BilledUsd(_shaky, _fleet.Simulator), await ChargedAsync());
    }

    [Fact]
    public async Task Budget_AfterAnswersThatBroke_IsChargedNoLessThanWasBilled()
    {
        Fault[] faults = [Fault.Garbage, Fault.CutAfter(0), Fault.CutAfter(1), Fault.CutAfter(4), Fault.EmptyBody];
        var script = Script(faults);
        _shaky.Script(script);

        await AskAllAsync();

        // Nobody told what the broken ones cost: limits that hold are charged the most that it can have been.
        var broken = script.Count(fault => fault != Fault.None);
        var billed = ChaosConfiguration.BilledUsd(_shaky, _fleet.Simulator);
        Assert.InRange(await ChargedAsync(), billed, billed + (broken * MostUsdAnAttempt));
    }

    /// <summary>A fault in three of ten.</summary>
    private Fault[] Script(Fault[] faults) =>
        [.. Enumerable.Range(0, Requests).Select(_ => _random.Next(10) < 3 ? faults[_random.Next(faults.Length)] : Fault.None)];

    private async Task AskAllAsync()
    {
        for (var request = 0; request < Requests; request++)
        {
            await _fleet.SendAsync(request % 2, request % 3 == 0 ? Ask.Stream("Hello", "robust") : Ask.Whole("Hello", "robust"));
        }
    }

    /// <summary>In US dollars, once nothing is held any more.</summary>
    private async Task<decimal> ChargedAsync()
    {
        var account = await _fleet.CloseAsync();
        Assert.All(account.Leases, lease => Assert.All(lease.Slices, slice => Assert.Equal(0, slice.Open)));
        return new Money(account.Quotas.Single(quota => quota.Definition.Id == "usd/day").Billed).Usd;
    }
}
