using System.Globalization;
using Tollgate.Pricing;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Budgets;

/// <summary>The durable store fails while tenants have budgets, which by default deny what they cannot check.</summary>
public sealed class StoreOutageTests : IAsyncLifetime
{
    private BudgetFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await BudgetFleet.StartAsync(1, "\"budget\": { \"daily\": 5 }");

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task FirstSignal_IsLost_RequestIsAnsweredAllTheSame()
    {
        _fleet.Store.Faults.Outage = true;
        var pending = ChatAsync();
        await Eventually.IsTrueAsync(() => _fleet.Store.Counters.FailedSignals > 0, "a signal has failed");
        _fleet.Store.Faults.Outage = false;

        Assert.Equal(200, (await pending).Status);
        await CheckBooksAsync();
    }

    [Fact]
    public async Task Outage_Throughout_RefusesSaysWhenToRetryAndLosesNothing()
    {
        Assert.Equal(200, (await ChatAsync()).Status);
        _fleet.Store.Faults.Outage = true;

        var refused = await RefusedAsync();
        Envelope.Check(refused, 503, "server_error", "quota_store_unavailable");
        Assert.InRange(int.Parse(refused.Headers["retry-after"], CultureInfo.InvariantCulture), 1, 60);

        _fleet.Store.Faults.Outage = false;
        await Eventually.IsTrueAsync(async () => (await ChatAsync()).Status == 200, "requests are answered again");
        await CheckBooksAsync();
    }

    private async Task CheckBooksAsync()
    {
        var account = await _fleet.CloseAsync();
        Assert.Equal(_fleet.BilledUsd, new Money(account.Quotas.Single(quota => quota.Definition.Id == "usd/day").Billed).Usd);
    }

    /// <summary>Spends what is leased, until the store would be needed.</summary>
    private async Task<Reply> RefusedAsync()
    {
        while (true)
        {
            var reply = await ChatAsync();
            if (reply.Status != 200)
            {
                return reply;
            }
        }
    }

    private Task<Reply> ChatAsync() =>
        _fleet.SendAsync(0, new Call { Text = Ask.Body("Tell me all about rivers and the sea", "chat", ("max_tokens", 10)) });
}
