using System.Globalization;
using Tollgate.Testing;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Budgets;

/// <summary>A strict limit of requests a minute.</summary>
public sealed class RateWindowTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly SelfHostGateway _gateway;

    public RateWindowTests() => _gateway = new SelfHostGateway(_time)
    {
        Configure = BudgetConfiguration.With("\"rateLimit\": { \"requestsPerMinute\": 3 }"),
    };

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task RequestsPerMinute_AreAdmittedUpToTheLimitAndAgainInTheNextMinute()
    {
        await CheckMinuteAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await CheckMinuteAsync();
        Assert.Equal(6, _gateway.Simulator.Requests.Count);
    }

    private async Task CheckMinuteAsync()
    {
        for (var left = 2; left >= 0; left--)
        {
            var reply = await ChatAsync();
            Assert.Equal(200, reply.Status);
            Assert.Equal("3", reply.Headers["x-ratelimit-limit-requests"]);
            Assert.Equal(left.ToString(CultureInfo.InvariantCulture), reply.Headers["x-ratelimit-remaining-requests"]);
        }

        for (var i = 0; i < 2; i++)
        {
            var refused = await ChatAsync();
            Envelope.Check(refused, 429, "requests", "rate_limit_exceeded");
            Assert.Equal("0", refused.Headers["x-ratelimit-remaining-requests"]);
            Assert.InRange(int.Parse(refused.Headers["retry-after"], CultureInfo.InvariantCulture), 1, 60);
        }
    }

    /// <summary>An instance that was denied something asks again after a moment, which the test lets pass.</summary>
    private async Task<Reply> ChatAsync()
    {
        var pending = _gateway.SendAsync(new Call { Text = Ask.Body("Hi", "chat", ("max_tokens", 5)) });
        await Eventually.IsTrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
                return pending.IsCompleted;
            },
            "the request is answered");
        return await pending;
    }
}
