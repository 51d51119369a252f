using Tollgate.Testing;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>A latency-critical route: the second target is asked a second after the first, if that has said nothing. Time is the test's.</summary>
public sealed class HedgedTargetTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private ChaosGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await ChaosGateway.StartAsync(_time, hedgeAfterMs: 1_000);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Hang_CostsThreeStreamsTheDelayIsCancelledAndThenPassedOver()
    {
        const int late = 3;
        const int others = 7;
        _gateway.Shaky.Script([.. Enumerable.Repeat(Fault.Hang, late + others)]);

        for (var request = 0; request < late; request++)
        {
            var idle = _time.ArmedTimers;
            var asking = _gateway.AskAsync(stream: true);
            var hanging = await _gateway.Shaky.WaitForRequestAsync(request);

            // The request's deadline and its keep-alive, the provider's time-out, and the second target's turn.
            await _time.WhenArmedAsync(idle + 4);
            _time.Advance(TimeSpan.FromSeconds(1));

            var reply = await asking;
            Assert.True(reply.IsComplete, reply.Reply.Text);
            Assert.Equal((ChaosGateway.SteadyVoice, 2), (Assert.Single(reply.Voices), reply.Attempts));
            Assert.Equal(RequestOutcome.AbortedByClient, await hanging.Outcome);
        }

        for (var request = 0; request < others; request++)
        {
            var reply = await _gateway.AskAsync(stream: true);
            Assert.True(reply.IsComplete, reply.Reply.Text);
            Assert.Equal(1, reply.Attempts);
        }

        Assert.Equal((late * 2) + others, _gateway.UpstreamRequests);
    }
}
