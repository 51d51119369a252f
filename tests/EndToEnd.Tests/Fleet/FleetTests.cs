using Tollgate.Settlement;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Fleet;

public sealed class FleetTests
{
    private static readonly UsageLedgerOptions Eager =
        UsageLedgerOptions.FunctionApp with { FlushInterval = TimeSpan.Zero, RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(20) };

    private static readonly UsageLedgerOptions Lazy = UsageLedgerOptions.FunctionApp with { FlushInterval = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Usage_OfTwoInstancesOverAnUnreliableStore_IsExact()
    {
        await using var fleet = await FleetUnderTest.StartAsync(2, Eager);
        var faults = fleet.Store.Faults;
        (faults.Duplicate, faults.Reorder, faults.FailBeforeEnqueue, faults.FailAfterEnqueue) = (0.5, 0.5, 0.2, 0.2);
        faults.MaxDelay = TimeSpan.FromMilliseconds(30);

        var replies = new List<Reply>();
        for (var round = 0; round < 20; round++)
        {
            replies.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(i => fleet.ChatAsync(i % 2, $"Hello {round} {i}"))));
        }

        (faults.FailBeforeEnqueue, faults.FailAfterEnqueue) = (0, 0);
        await fleet.QuiesceAsync();

        var usage = await fleet.UsageAsync();
        Assert.Equal(replies.Count, usage.Requests);
        Assert.Equal(replies.Sum(reply => reply.Cost), usage.Cost);
        Assert.Equal(replies.Sum(Tokens), usage.Billed.TotalTokens);
        Assert.Equal(usage, await fleet.UsageAsync(instance: 1));
        Assert.Empty(fleet.Store.Errors);
    }

    [Fact]
    public async Task Instance_StoppedInPeace_LeavesItsUsageBehind()
    {
        await using var fleet = await FleetUnderTest.StartAsync(2, Lazy);
        var reply = await fleet.ChatAsync(instance: 1);
        Assert.Equal(0, (await fleet.UsageAsync()).Requests);

        await fleet.Instances[1].StopAsync();
        await fleet.Store.QuiesceAsync();

        var usage = await fleet.UsageAsync();
        Assert.Equal((1, reply.Cost), (usage.Requests, usage.Cost));
    }

    [Fact]
    public async Task Usage_OfOneInterval_IsOneSignalAnEntity()
    {
        await using var fleet = await FleetUnderTest.StartAsync(1, Lazy);
        for (var i = 0; i < 50; i++)
        {
            await fleet.ChatAsync(instance: 0);
        }

        Assert.Equal(0, fleet.Store.Counters.Signals);
        await fleet.Instances[0].StopAsync();

        // Two when midnight passed meanwhile.
        Assert.InRange(fleet.Store.Counters.Signals, 1, 2);
    }

    [Fact]
    public async Task Store_ThatIsDownForAWhile_StopsNoRequestAndLosesNoUsage()
    {
        await using var fleet = await FleetUnderTest.StartAsync(2, Eager);
        fleet.Store.Faults.Outage = true;
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => fleet.ChatAsync(i % 2)));
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));

        await Eventually.IsTrueAsync(
            async () => (await fleet.HealthAsync(0)).GetProperty("usage_ledger").GetProperty("problem").GetString() is not null, "the outage is told");
        Assert.Equal("degraded", (await fleet.HealthAsync(0)).GetProperty("status").GetString());
        fleet.Store.Faults.Outage = false;
        await fleet.QuiesceAsync();

        var usage = await fleet.UsageAsync();
        Assert.Equal((50, replies.Sum(reply => reply.Cost)), (usage.Requests, usage.Cost));
        Assert.Equal("healthy", (await fleet.HealthAsync(0)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Analytics_WhileTheStoreIsDown_AreUnavailableAndNotBroken()
    {
        await using var fleet = await FleetUnderTest.StartAsync(1, Eager);
        fleet.Store.Faults.Outage = true;
        var reply = await fleet.SendAsync(0, Call.Get("/v1/analytics/usage"));

        Envelope.Check(reply, 503, "server_error", "state_unavailable");
    }

    [Fact]
    public async Task Instance_Killed_LeavesTheOtherServing()
    {
        await using var fleet = await FleetUnderTest.StartAsync(2, Eager);
        await fleet.ChatAsync(instance: 0);
        await fleet.QuiesceAsync();
        await fleet.Instances[1].KillAsync();

        Assert.Equal(200, (await fleet.ChatAsync(instance: 0)).Status);
        fleet.Instances.RemoveAt(1);
        await fleet.QuiesceAsync();
        Assert.Equal(2, (await fleet.UsageAsync()).Requests);
    }

    private static long Tokens(Reply reply) => reply.Json.GetProperty("usage").GetProperty("total_tokens").GetInt64();
}
