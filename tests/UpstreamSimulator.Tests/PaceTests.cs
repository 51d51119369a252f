using Tollgate.Testing;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.UpstreamSimulator;

public sealed class PaceTests : SimulatorTest
{
    private readonly ManualTimeProvider _time = new();

    private protected override SimulatorOptions Options => new() { Time = _time };

    [Fact]
    public async Task Drip_WhileTheClientReads_SendsAnEventForEachRelease()
    {
        using var response = await Client.ChatAsync("sim-drip+tokens-3", stream: true);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Host.ReleaseNext();
        Assert.Contains("\"role\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await reader.ReadLineAsync();
        var next = reader.ReadLineAsync();
        Assert.False(next.IsCompleted);

        Host.ReleaseAll();
        Assert.Contains("Écho", await next, StringComparison.Ordinal);
        Assert.EndsWith("[DONE]\n\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drip_AtGatesOfTheirOwn_DoesNotMixStreamsUp()
    {
        using var first = new StreamGate();
        using var second = new StreamGate();
        Host.Script(Fault.DripAt(first), Fault.DripAt(second));
        using var held = await Client.ChatAsync(stream: true);
        using var released = await Client.ChatAsync(stream: true);

        second.Open();

        Assert.False((await ReadAllAsync(released)).Broke);
        Assert.Equal(0, (await Host.WaitForRequestAsync(0)).Billed.CompletionTokens);
    }

    [Fact]
    public async Task Hold_UntilReleased_SendsNoHeaders()
    {
        var pending = Client.ChatAsync("sim-hold");
        await Host.WaitForRequestAsync(0);
        Assert.False(pending.IsCompleted);

        Host.ReleaseNext();

        using var response = await pending;
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Delay_ByTheHostsClock_EndsWhenItHasPassed()
    {
        var pending = Client.ChatAsync("sim-delay-5000");
        await _time.WhenArmedAsync(1);
        Assert.False(pending.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5));

        using var response = await pending;
        Assert.True(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("sim-hang", false)]
    [InlineData("sim-stall-after-2", true)]
    public async Task Silence_UntilTheClientGoes_IsToldAsAbort(string model, bool stream)
    {
        using var patience = new CancellationTokenSource();
        var exchange = Client.ChatAsync(model, stream: stream, cancellation: patience.Token);
        var request = await Host.WaitForRequestAsync(0);
        if (stream)
        {
            using var response = await exchange;
            await response.Content.ReadAsStreamAsync();
        }

        await patience.CancelAsync();

        Assert.Equal(RequestOutcome.AbortedByClient, await request.Outcome);
    }
}
