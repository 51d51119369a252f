using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>Both targets are down: further attempts must not make it worse for them.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private ChaosGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await ChaosGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Outage_OfAllTargets_CostsThemNoMoreThanAFifthAboveTheirLoad()
    {
        const int requests = 1_000;
        Fail(_gateway.Shaky);
        Fail(_gateway.Steady);

        for (var request = 0; request < requests; request++)
        {
            Assert.Equal(503, (await _gateway.AskAsync(stream: request % 2 == 0)).Reply.Status);
        }

        Assert.InRange(_gateway.UpstreamRequests, requests, requests * 1.2);

        void Fail(SimulatorHost target) => target.Script([.. Enumerable.Repeat(Fault.Status(503), requests * 2)]);
    }

    [Fact]
    public async Task Outage_ThatEnds_IsOverForClientsAtOnce()
    {
        _gateway.Shaky.Script([.. Enumerable.Repeat(Fault.Status(503), 100)]);
        _gateway.Steady.Script([.. Enumerable.Repeat(Fault.Status(503), 100)]);
        for (var request = 0; request < 50; request++)
        {
            await _gateway.AskAsync();
        }

        _gateway.Shaky.ClearScript();
        _gateway.Steady.ClearScript();

        for (var request = 0; request < 50; request++)
        {
            Assert.True((await _gateway.AskAsync()).IsComplete);
        }
    }
}
