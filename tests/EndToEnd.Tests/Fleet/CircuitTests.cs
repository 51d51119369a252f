using System.Text.Json;
using Tollgate.Settlement;
using Tollgate.Testing;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Fleet;

public sealed class CircuitTests : IAsyncLifetime
{
    private const int A = 0;
    private const int B = 1;
    private const string Path = "/v1/admin/providers/demo/circuit-breaker";

    private readonly ManualTimeProvider _time = new();
    private FleetUnderTest _fleet = null!;

    public async Task InitializeAsync() => _fleet = await FleetUnderTest.StartAsync(
        2,
        UsageLedgerOptions.FunctionApp with { FlushInterval = TimeSpan.Zero },
        _time,
        configuration => configuration.Replace(
            "\"circuitBreaker\": { \"enabled\": false }", "\"circuitBreaker\": { \"failureThreshold\": 3 }", StringComparison.Ordinal));

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Trip_OnOneInstance_StopsTheOtherWithinTwoSeconds()
    {
        Assert.Equal(200, (await _fleet.ChatAsync(B)).Status);
        await TripAsync(A);

        // B looks once a second: what the store has handled by then, it sees with its next request.
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.IsTrueAsync(async () => await StateAsync() == "open", "the store knows of it");
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await Eventually.IsTrueAsync(async () => IsRefused(await _fleet.ChatAsync(B)), "B leaves the provider alone");

        var refused = await _fleet.ChatAsync(B);
        Envelope.Check(refused, 503, "upstream_error", "circuit_open");
        Assert.InRange(int.Parse(refused.Headers["retry-after"], System.Globalization.CultureInfo.InvariantCulture), 1, 30);
        Assert.Equal("0", refused.Headers["x-tollgate-attempts"]);
    }

    [Fact]
    public async Task HalfOpen_RequestsAtBothInstances_LetOneThrough()
    {
        await TripAsync(A);
        await _fleet.Store.QuiesceAsync();
        _time.Advance(TimeSpan.FromSeconds(31));

        // The one that gets through takes its time: whatever else came through meanwhile would be a second one.
        var asked = Enumerable.Range(0, 8).Select(i => _fleet.ChatAsync(i % 2, "/slow 3000 Hi")).ToArray();
        await Eventually.IsTrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(5));
                return asked.Count(reply => reply.IsCompleted) == asked.Length - 1;
            },
            "all but one are told to come back");
        await Eventually.IsTrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(500));
                return asked.All(reply => reply.IsCompleted);
            },
            "the one has its answer");

        var replies = await Task.WhenAll(asked);
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(7, replies.Count(IsRefused));
        foreach (var instance in new[] { A, B })
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.IsTrueAsync(async () => (await _fleet.ChatAsync(instance)).Status == 200, "the circuit is closed");
        }
    }

    [Fact]
    public async Task Administrator_HoldsOpenAndResets_OnAllInstances()
    {
        Assert.Equal(200, (await _fleet.ChatAsync(B)).Status);

        Assert.Equal("open", (await CommandAsync("open")).GetProperty("forced").GetString());
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await Eventually.IsTrueAsync(async () => IsRefused(await _fleet.ChatAsync(B)), "B is held open");

        var reset = await CommandAsync("reset");
        Assert.Equal("closed", reset.GetProperty("state").GetString());
        Assert.Equal(["forced_open", "reset"], reset.GetProperty("history").EnumerateArray().Select(transition => transition.GetProperty("to").GetString()));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await Eventually.IsTrueAsync(async () => (await _fleet.ChatAsync(B)).Status == 200, "B serves again");
    }

    [Fact]
    public async Task Administrator_HoldsOneDeployment_OnAllInstancesAndNoOther()
    {
        Assert.Equal(200, (await _fleet.ChatAsync(B)).Status);

        var held = await CommandAsync("open?deployment=demo/demo");
        Assert.Equal(JsonValueKind.Null, held.GetProperty("forced").ValueKind);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await Eventually.IsTrueAsync(async () => IsRefused(await _fleet.ChatAsync(B)), "B leaves the deployment alone");
        var other = await _fleet.SendAsync(B, Call.Post("/v1/chat/completions", """{"model":"uncharted-demo","messages":[{"role":"user","content":"Hi"}]}"""));
        Assert.Equal(200, other.Status);

        await CommandAsync("reset?deployment=demo/demo");
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await Eventually.IsTrueAsync(async () => (await _fleet.ChatAsync(B)).Status == 200, "B serves again");
    }

    [Fact]
    public async Task Reset_AfterATrip_ServesAtOnce()
    {
        await TripAsync(A);
        await _fleet.Store.QuiesceAsync();

        await CommandAsync("reset");

        Assert.Equal(200, (await _fleet.ChatAsync(A)).Status);
    }

    [Fact]
    public async Task StoreDown_EachInstanceGoesByWhatItSees()
    {
        _fleet.Store.Faults.Outage = true;
        await TripAsync(A);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(200, (await _fleet.ChatAsync(B)).Status);
        var demo = (await _fleet.HealthAsync(B)).GetProperty("providers").EnumerateArray().Single(provider => provider.GetProperty("name").GetString() == "demo");
        Assert.False(demo.GetProperty("shared").GetBoolean());
        Assert.Equal(503, (await _fleet.SendAsync(B, Call.Get(Path, TestKeys.Admin))).Status);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await _fleet.ChatAsync(A)).Status);

        // What was used has to reach the store before the fleet can stop.
        _fleet.Store.Faults.Outage = false;
        await Eventually.IsTrueAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return (await _fleet.HealthAsync(A)).GetProperty("usage_ledger").GetProperty("pending_records").GetInt64() == 0
                    && (await _fleet.HealthAsync(B)).GetProperty("usage_ledger").GetProperty("pending_records").GetInt64() == 0;
            },
            "usage is in the store");
    }

    private static bool IsRefused(Reply reply) => reply.Status == 503 && reply.Error.GetProperty("code").GetString() == "circuit_open";

    private async Task TripAsync(int instance)
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("demo_failure", (await _fleet.ChatAsync(instance, "/fail 503")).Error.GetProperty("code").GetString());
        }

        Assert.True(IsRefused(await _fleet.ChatAsync(instance)));
    }

    private async Task<string?> StateAsync()
    {
        var reply = await _fleet.SendAsync(A, Call.Get(Path, TestKeys.Admin));
        Assert.Equal(200, reply.Status);
        return reply.Json.GetProperty("state").GetString();
    }

    /// <summary>The entity takes its time, which stands still unless the test moves it.</summary>
    private async Task<JsonElement> CommandAsync(string command)
    {
        var answer = _fleet.SendAsync(A, new Call { Path = $"{Path}/{command}", Key = TestKeys.Admin, Body = null });
        await Eventually.IsTrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(5));
                return answer.IsCompleted;
            },
            "the command is answered");
        var reply = await answer;
        Assert.Equal(200, reply.Status);
        return reply.Json;
    }
}
