using Tollgate.Pricing;
using Tollgate.Quotas.Accounts;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Budgets;

/// <summary>Many requests at once against room for some: exactly those pass, on any number of instances, and nothing stays reserved.</summary>
public sealed class ExactAdmissionTests
{
    private const int TokensOfAnAnswer = 10;
    private static readonly decimal CostOfAnAnswer = TokensOfAnAnswer * BudgetConfiguration.UsdPerToken;

    [Theory]
    [InlineData(1, 40, 7)]
    [InlineData(4, 60, 13)]
    public async Task Budget_WithRoomForSome_AdmitsExactlyThose(int instances, int requests, int room)
    {
        await using var fleet = await BudgetFleet.StartAsync(instances, $$"""
            "budget": { "daily": {{CostOfAnAnswer * room}} }
            """);

        var replies = await SendAsync(fleet, requests);

        Assert.Equal(room, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply =>
        {
            Assert.Equal(429, reply.Status);
            Assert.Contains(reply.ErrorCode, new[] { "insufficient_quota", "budget_reserved" });
        });
        Assert.Equal(CostOfAnAnswer * room, fleet.BilledUsd);
        var account = await fleet.CloseAsync();
        Assert.Equal(fleet.BilledUsd, new Money(Settled(account, "usd/day")).Usd);
    }

    [Theory]
    [InlineData(1, 40, 7)]
    [InlineData(4, 60, 13)]
    public async Task Requests_WithRoomForSome_AdmitExactlyThose(int instances, int requests, int room)
    {
        await using var fleet = await BudgetFleet.StartAsync(instances, $$"""
            "rateLimit": { "capacity": {{room}}, "refillRate": 0.0001 }
            """);

        var replies = await SendAsync(fleet, requests);

        Assert.Equal(room, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Envelope.Check(reply, 429, "requests", "rate_limit_exceeded"));
        Assert.Equal(room, fleet.Simulator.Requests.Count);
        var account = await fleet.CloseAsync();
        Assert.Equal(room, Settled(account, "requests/bucket"));
    }

    private static Task<Reply[]> SendAsync(BudgetFleet fleet, int requests) => Task.WhenAll(Enumerable.Range(0, requests).Select(i =>
        fleet.SendAsync(i % fleet.Instances.Count, new Call
        {
            Text = Ask.Body("Tell me all that you know about rivers and about the sea", "chat", ("max_tokens", TokensOfAnAnswer)),
        })));

    /// <summary>All that was ever billed to the quota; nothing is reserved any more, and nothing was lost.</summary>
    private static long Settled(AccountState account, string quota)
    {
        Assert.All(account.Leases, lease => Assert.All(lease.Slices, slice => Assert.Equal(0, slice.Open)));
        var state = account.Quotas.Single(candidate => candidate.Definition.Id == quota);
        Assert.All(state.Windows, window => Assert.Equal(0, window.WrittenOff + window.Overrun));
        return state.Billed;
    }
}
