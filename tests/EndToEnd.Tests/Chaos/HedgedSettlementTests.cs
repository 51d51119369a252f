using Tollgate.Pricing;
using Tollgate.Tests.Budgets;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>Money after many races of two attempts: two instances of the FunctionApp over one budget, and two providers that count what they bill.</summary>
public sealed class HedgedSettlementTests : IAsyncLifetime
{
    private const int Requests = 100;

    /// <summary>More than is reserved for an attempt: 100 tokens of an answer, and a prompt of 100 bytes with what may be around it.</summary>
    private const decimal MostUsdAnAttempt = 0.003m;

    private SimulatorHost _shaky = null!;
    private BudgetFleet _fleet = null!;

    public async Task InitializeAsync()
    {
        _shaky = await SimulatorHost.StartAsync(new SimulatorOptions { Voice = ChaosGateway.ShakyVoice });
        _fleet = await BudgetFleet.StartAsync(
            2, steady => ChaosConfiguration.For(_shaky.OpenAIBaseUrl, steady.OpenAIBaseUrl, limits: "\"budget\": { \"daily\": 20 }", hedgeAfterMs: 1));
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        await _shaky.DisposeAsync();
    }

    [Fact]
    public async Task Budget_AfterRaces_IsChargedNoLessThanBothHaveBilledAndNoHoldIsLeft()
    {
        // Every other one says who speaks and nothing more; the rest are as fast as the second target, and either may win. Three losses in
        // a row on an instance, and it asks the other target first.
        _shaky.Script([.. Enumerable.Range(0, Requests).Select(request => request % 2 == 0 ? Fault.StallAfter(1) : Fault.None)]);

        var further = 0;
        for (var request = 0; request < Requests; request++)
        {
            var reply = new ChaosReply(await _fleet.SendAsync(request % 2, Ask.Stream("Hello", "robust")));
            Assert.False(reply.HasError, reply.Reply.Text);
            Assert.NotEqual(reply.Voices.Contains(ChaosGateway.ShakyVoice), reply.Voices.Any(word => word != ChaosGateway.ShakyVoice));
            further += reply.Attempts - 1;
        }

        var account = await _fleet.CloseAsync();
        Assert.All(account.Leases, lease => Assert.All(lease.Slices, slice => Assert.Equal(0, slice.Open)));
        var charged = new Money(account.Quotas.Single(quota => quota.Definition.Id == "usd/day").Billed).Usd;
        var billed = ChaosConfiguration.BilledUsd(_shaky, _fleet.Simulator);
        Assert.InRange(further, 2 * 3, Requests);
        Assert.InRange(charged, billed, billed + (further * MostUsdAnAttempt));
    }
}
