using Tollgate.Pricing;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Budgets;

/// <summary>64 streams at once against one dollar, on four instances over one store.</summary>
public sealed class StreamCrowdTests
{
    private const int Streams = 64;
    private const string Dollar = "\"budget\": { \"daily\": 1 }";
    private static readonly string Text = string.Concat(Enumerable.Repeat("The river runs to the sea. ", 6)) + "[simulate: pace-5]";

    [Fact]
    public async Task Streams_AgainstADollar_EndWithAtMostADollarBilled()
    {
        await using var fleet = await BudgetFleet.StartAsync(4, Dollar);

        var replies = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => StreamAsync(fleet, i)));

        Assert.InRange(fleet.BilledUsd, 0.5m, 1);
        Assert.Equal(fleet.BilledUsd, replies.Where(reply => reply!.Status == 200).Sum(reply => reply!.Cost));
        var account = await fleet.CloseAsync();
        Assert.Equal(fleet.BilledUsd, new Money(account.Quotas.Single(quota => quota.Definition.Id == "usd/day").Billed).Usd);
    }

    [Fact]
    public async Task Streams_WithAnInstanceKilledInTheMiddle_EndWithAtMostADollarBilled()
    {
        await using var fleet = await BudgetFleet.StartAsync(4, Dollar);
        var streams = Enumerable.Range(0, Streams).Select(i => StreamAsync(fleet, i)).ToArray();
        await fleet.Simulator.WaitForRequestAsync(7);
        await fleet.Instances[3].KillAsync();
        fleet.Instances.RemoveAt(3);

        await Task.WhenAll(streams);
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => StreamAsync(fleet, i)));

        Assert.InRange(fleet.BilledUsd, 0.2m, 1);
    }

    /// <summary>Null where the instance went away.</summary>
    private static async Task<Reply?> StreamAsync(BudgetFleet fleet, int number)
    {
        try
        {
            var body = Ask.Body(Text, "chat", ("stream", true), ("max_tokens", 100));
            return await fleet.SendAsync(number % fleet.Instances.Count, new Call { Text = body });
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
