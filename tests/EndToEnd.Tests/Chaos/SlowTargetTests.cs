using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>The preferred target fails, and the other one takes its time: as language models do.</summary>
public sealed class SlowTargetTests : IAsyncLifetime
{
    private ChaosGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await ChaosGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    /// <summary>Regression: the retry budget lent ten attempts, and had them back only when the slow answers began.</summary>
    [Fact]
    public async Task Fallback_OfManyRequestsAtOnceToATargetThatIsSlow_ServesThemAll()
    {
        const int requests = 60;
        using var gate = new StreamGate();
        _gateway.Shaky.Script([.. Enumerable.Repeat(Fault.Status(500), requests)]);
        _gateway.Steady.Script([.. Enumerable.Repeat(Fault.HoldAt(gate), requests)]);

        var replies = Enumerable.Range(0, requests).Select(request => _gateway.AskAsync(stream: request % 2 == 0)).ToArray();
        await _gateway.Steady.WaitForRequestAsync(requests - 1);
        gate.Open();

        Assert.All(await Task.WhenAll(replies), reply => Assert.True(reply.IsComplete, reply.Reply.Text));
    }
}
