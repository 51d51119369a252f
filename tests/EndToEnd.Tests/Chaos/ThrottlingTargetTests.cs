using Tollgate.Testing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>The preferred target says when it wants to be left alone. Time is the test's.</summary>
public sealed class ThrottlingTargetTests : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private ChaosGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await ChaosGateway.StartAsync(_time);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Throttling_WithRetryAfter_IsObeyedAndSeenByNobody()
    {
        const int minutes = 5;
        const int requestsAPause = 20;
        _gateway.Shaky.Script([.. Enumerable.Repeat(Fault.Status(429, Pause), minutes * 2)]);

        for (var pause = 0; pause < minutes * 2; pause++)
        {
            for (var request = 0; request < requestsAPause; request++)
            {
                Assert.True((await _gateway.AskAsync(stream: request % 2 == 0)).IsComplete);
            }

            Assert.Equal(pause + 1, _gateway.Shaky.Requests.Count);
            _time.Advance(Pause);
        }

        Assert.Equal(1.05, _gateway.UpstreamRequests / (double)(minutes * 2 * requestsAPause));
        Assert.Equal([ChaosGateway.ShakyVoice], (await _gateway.AskAsync()).Voices);
    }

    [Fact]
    public async Task Throttling_OfAll_IsToldWithoutAskingAgain()
    {
        _gateway.Shaky.Script(Fault.Status(429, Pause));
        _gateway.Steady.Script(Fault.Status(429, Pause * 2));

        for (var request = 0; request < 20; request++)
        {
            var reply = await _gateway.AskAsync();
            Assert.Equal((429, "upstream_rate_limit_exceeded", "30"), (reply.Reply.Status, reply.Reply.ErrorCode, reply.Reply.Headers["retry-after"]));
        }

        Assert.Equal(2, _gateway.UpstreamRequests);
    }

    /// <summary>A wrong header took the target out until the gateway was started anew, and nothing told of it.</summary>
    [Fact]
    public async Task Throttling_ForYears_EndsAfterMinutes()
    {
        _gateway.Shaky.Enqueue(Fault.Status(429, TimeSpan.FromSeconds(99_999_999)));
        Assert.Equal([ChaosGateway.SteadyVoice], (await _gateway.AskAsync()).Voices);

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([ChaosGateway.ShakyVoice], (await _gateway.AskAsync()).Voices);
    }

    [Fact]
    public async Task Throttling_AsSeenByOperators_IsNoFailureAndCanBeLifted()
    {
        _gateway.Shaky.Enqueue(Fault.Status(429, TimeSpan.FromMinutes(2)));
        await _gateway.AskAsync();

        var health = (await _gateway.SendAsync(Call.Get("/health/detailed", TestKeys.Admin))).Json;
        var shaky = health.GetProperty("providers").EnumerateArray().Single(provider => provider.GetProperty("name").GetString() == "shaky");
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal((1, 1, 0d), (shaky.GetProperty("requests").GetInt32(), shaky.GetProperty("rate_limited").GetInt32(), shaky.GetProperty("error_rate").GetDouble()));
        Assert.Equal(1, shaky.GetProperty("errors").GetProperty("upstream_rate_limit_exceeded").GetInt32());
        var pause = Assert.Single(shaky.GetProperty("pauses").EnumerateArray());
        Assert.Equal(("shaky/gpt-4o", 120d), (pause.GetProperty("deployment").GetString(), pause.GetProperty("resting_seconds").GetDouble()));

        var reset = await _gateway.SendAsync(new Call { Path = "/v1/admin/providers/shaky/circuit-breaker/reset", Key = TestKeys.Admin });

        Assert.Empty(reset.Json.GetProperty("pauses").EnumerateArray());
        Assert.Equal([ChaosGateway.ShakyVoice], (await _gateway.AskAsync()).Voices);
    }

    [Fact]
    public async Task Limit_AboutToBeReached_SparesTheTargetUntilItIsRenewed()
    {
        _gateway.Shaky.Enqueue(Fault.LimitReached(20));
        Assert.Equal([ChaosGateway.ShakyVoice], (await _gateway.AskAsync()).Voices);

        Assert.Equal([ChaosGateway.SteadyVoice], (await _gateway.AskAsync()).Voices);
        Assert.Equal([ChaosGateway.SteadyVoice], (await _gateway.AskAsync(stream: true)).Voices);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal([ChaosGateway.ShakyVoice], (await _gateway.AskAsync()).Voices);
    }
}
