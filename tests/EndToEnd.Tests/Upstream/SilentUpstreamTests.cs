using Tollgate.Testing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Upstream;

/// <summary>An upstream that says nothing, in time that the test moves: 40 s for an answer, 20 s within a stream.</summary>
public abstract class SilentUpstreamTests : FreshGateway
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Whole_WithoutAnAnswer_IsAGatewayTimeoutAndPaidFor()
    {
        var pending = Gateway.SendAsync(Ask.Whole("Hi [simulate: hang]") with { User = "u" });
        var asked = await Gateway.Simulator.WaitForRequestAsync(0);
        _time.Advance(TimeSpan.FromSeconds(39));
        Assert.False(asked.Outcome.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var reply = await pending;
        Envelope.Check(reply, 504, "upstream_error", "upstream_timeout");
        Assert.Equal(RequestOutcome.AbortedByClient, await asked.Outcome);
        Assert.True((await Gateway.UsageOfAsync("u")).Input > 0);
    }

    [Fact]
    public async Task Whole_ThatStopsHalfway_IsAGatewayTimeout()
    {
        var pending = Gateway.SendAsync(Ask.Whole("Hi [simulate: stall-after-20]"));
        await Gateway.Simulator.WaitForRequestAsync(0);
        _time.Advance(TimeSpan.FromSeconds(40));

        Envelope.Check(await pending, 504, "upstream_error", "upstream_timeout");
    }

    [Fact]
    public async Task Stream_WithoutAnAnswer_IsKeptAliveAndThenEndsWithAnError()
    {
        var opening = Gateway.OpenAsync(Ask.Stream("Hi [simulate: hang]"));
        await Gateway.Simulator.WaitForRequestAsync(0);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(opening.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        using var response = await opening;
        Assert.Equal(200, (int)response.StatusCode);
        _time.Advance(TimeSpan.FromSeconds(25));
        var reply = await Reply.ReadAsync(response);
        Assert.Contains("keep-alive", reply.Comments);
        Envelope.Check(Assert.Single(reply.Chunks).GetProperty("error"), "upstream_error", "upstream_timeout");
        Assert.DoesNotContain("[DONE]", reply.Events);
    }

    [Fact]
    public async Task Stream_ThatFallsSilent_EndsWithAnErrorAfterItsOwnTime()
    {
        using var response = await Gateway.OpenAsync(Ask.Stream("Hi [simulate: stall-after-2]") with { User = "u" });
        var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(body);
        Assert.Contains("\"role\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await reader.ReadLineAsync();
        Assert.Contains("Écho", await reader.ReadLineAsync(), StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(20));
        var rest = await reader.ReadToEndAsync();
        Assert.Contains("upstream_timeout", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", rest, StringComparison.Ordinal);
        Assert.True((await Gateway.UsageOfAsync("u")).Output > 0);
    }

    [Fact]
    public async Task Stream_ThatIsSlowButNotSilent_IsNotGivenUp()
    {
        using var gate = new StreamGate();
        Gateway.Simulator.Enqueue(Fault.DripAt(gate), Fault.TokenCount(3));

        // Who speaks, and the first word: without it nothing is begun that another provider could not still answer.
        gate.ReleaseNext(2);
        using var response = await Gateway.OpenAsync(Ask.Stream("Hi"));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.NotNull(await ReadDataAsync(reader));
        for (var seconds = 0; seconds < 48; seconds += 12)
        {
            Assert.NotNull(await ReadDataAsync(reader));
            _time.Advance(TimeSpan.FromSeconds(12));
            gate.ReleaseNext();
        }

        gate.Open();
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private protected abstract GatewayUnderTest Create(TimeProvider time);

    private protected override GatewayUnderTest Create() => Create(_time);

    private static async Task<string?> ReadDataAsync(StreamReader reader)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync();
        }
        while (line is not null && !line.StartsWith("data:", StringComparison.Ordinal));
        return line;
    }
}

public sealed class SelfHostSilentUpstreamTests : SilentUpstreamTests
{
    private protected override GatewayUnderTest Create(TimeProvider time) => new SelfHostGateway(time) { Configure = TestConfiguration.WithoutBudgets };
}

public sealed class FunctionAppSilentUpstreamTests : SilentUpstreamTests
{
    private protected override GatewayUnderTest Create(TimeProvider time) => new FunctionAppGateway(time) { Configure = TestConfiguration.WithoutBudgets };
}
