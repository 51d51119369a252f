using Tollgate.Pricing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Budgets;

/// <summary>What becomes of a reservation however its request ends: the budget is charged what was billed, and nothing stays held.</summary>
public sealed class SettlementTests : IAsyncLifetime
{
    private const int MaxTokens = 10;
    private const decimal Hold = MaxTokens * BudgetConfiguration.UsdPerToken;
    private BudgetFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await BudgetFleet.StartAsync(1, $"\"budget\": {{ \"daily\": {2 * Hold} }}");

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Client_ThatLeavesWhileItWaitsForItsReservation_HoldsNothing()
    {
        _fleet.Store.Faults.HoldSignals = true;
        using var leave = new CancellationTokenSource();
        var pending = _fleet.OpenAsync(0, Chat(), leave.Token);
        await Eventually.IsTrueAsync(() => _fleet.Store.PendingSignals > 0, "the reservation waits for the store");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        _fleet.Store.Faults.HoldSignals = false;

        Assert.Equal(200, (await _fleet.SendAsync(0, Chat())).Status);
        Assert.Equal(200, (await _fleet.SendAsync(0, Chat())).Status);
        Assert.Equal(2, _fleet.Simulator.Requests.Count);
        Assert.Equal(_fleet.BilledUsd, await ChargedAsync());
    }

    [Fact]
    public async Task Failure_ThatTheProviderBilled_IsChargedNoLess()
    {
        _fleet.Simulator.Enqueue(Fault.TruncatedJson);

        Assert.Equal(502, (await _fleet.SendAsync(0, Chat())).Status);

        Assert.True(_fleet.BilledUsd > 0);
        Assert.InRange(await ChargedAsync(), _fleet.BilledUsd, Hold);
    }

    [Fact]
    public async Task Failure_ThatTheProviderDidNotBill_IsFree()
    {
        for (var i = 0; i < 5; i++)
        {
            _fleet.Simulator.Enqueue(Fault.Status(500));
            Assert.Equal(502, (await _fleet.SendAsync(0, Chat())).Status);
        }

        Assert.Equal(200, (await _fleet.SendAsync(0, Chat())).Status);
        Assert.Equal(_fleet.BilledUsd, await ChargedAsync());
    }

    [Fact]
    public async Task Model_ThatIsFree_AnswersUnderASpentBudget()
    {
        Assert.Equal(200, (await _fleet.SendAsync(0, Chat())).Status);
        Assert.Equal(200, (await _fleet.SendAsync(0, Chat())).Status);
        Assert.Equal(429, (await _fleet.SendAsync(0, Chat())).Status);

        Assert.Equal(200, (await _fleet.SendAsync(0, Chat("free"))).Status);
        Assert.Equal(2 * Hold, await ChargedAsync());
    }

    [Fact]
    public async Task Embeddings_UnderABudget_AreChargedWhatTheyCost()
    {
        var body = $$"""{"model":"embed","input":"{{new string('x', 4_000)}}"}""";

        var reply = await _fleet.SendAsync(0, Call.Post("/v1/embeddings", body));

        Assert.Equal(200, reply.Status);
        Assert.True(reply.Cost > 0);
        Assert.Equal(reply.Cost, await ChargedAsync());
    }

    private static Call Chat(string model = "chat") =>
        new() { Text = Ask.Body("Tell me all that you know about rivers and about the sea", model, ("max_tokens", MaxTokens)) };

    private async Task<decimal> ChargedAsync()
    {
        var account = await _fleet.CloseAsync();
        var day = account.Quotas.Single(quota => quota.Definition.Id == "usd/day");
        Assert.All(day.Windows, window => Assert.Equal(0, window.WrittenOff + window.Overrun));
        return new Money(day.Billed).Usd;
    }
}
