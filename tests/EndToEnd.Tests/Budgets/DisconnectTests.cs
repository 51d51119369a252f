using Tollgate.Pricing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Budgets;

/// <summary>A client leaves in the middle of a stream whose usage nobody will ever tell: its budget pays for all that was generated.</summary>
public sealed class DisconnectTests : IAsyncLifetime
{
    private const int MaxTokens = 16_000;
    private BudgetFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await BudgetFleet.StartAsync(1, "\"budget\": { \"daily\": 20 }");

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Stream_OfAModelThatDoesNotThink_IsChargedNoLessThanItsBillAndNotAllThatWasHeld()
    {
        await LeaveAsync("chat", "max_tokens", Fault.TokenCount(50));

        var charged = await ChargedAsync();
        Assert.True(_fleet.BilledUsd > 0);
        Assert.InRange(charged, _fleet.BilledUsd, MaxTokens * BudgetConfiguration.UsdPerToken / 2);
    }

    [Fact]
    public async Task Stream_OfAModelThatThinksUnseen_IsChargedAsMuchAsItMayHaveThought()
    {
        await LeaveAsync("reasoner", "max_completion_tokens", Fault.TokenCount(50), Fault.Reasoning(3_000));

        const decimal dearest = 13m / 1_000_000;
        var billed = _fleet.Simulator.BilledUsage;
        Assert.True(billed.ReasoningTokens > 0);
        Assert.True(await ChargedAsync() >= MaxTokens * dearest);
    }

    [Fact]
    public async Task Request_ThatDoesNotStream_IsChargedWhatItMayHaveGenerated()
    {
        _fleet.Simulator.Enqueue(Fault.Hang);
        using var leave = new CancellationTokenSource();
        var pending = _fleet.OpenAsync(0, new Call { Text = Ask.Body("Hello", "chat", ("max_tokens", 100)) }, leave.Token);
        var asked = await _fleet.Simulator.WaitForRequestAsync(0);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await asked.Outcome.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(100 * BudgetConfiguration.UsdPerToken, await ChargedAsync());
    }

    private async Task LeaveAsync(string model, string bound, params Fault[] faults)
    {
        using var gate = new StreamGate();
        _fleet.Simulator.Enqueue([Fault.DripAt(gate), .. faults]);
        gate.ReleaseNext(6);
        var body = Ask.Body("Hello", model, ("stream", true), (bound, MaxTokens));
        using (var response = await _fleet.OpenAsync(0, new Call { Text = body }))
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync()))
        {
            await reader.ReadLineAsync();
            await reader.ReadLineAsync();
            await reader.ReadLineAsync();
        }

        await _fleet.Simulator.Requests[^1].Outcome.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<decimal> ChargedAsync()
    {
        var account = await _fleet.CloseAsync();
        Assert.All(account.Leases, lease => Assert.All(lease.Slices, slice => Assert.Equal(0, slice.Open)));
        return new Money(account.Quotas.Single(quota => quota.Definition.Id == "usd/day").Billed).Usd;
    }
}
