using Tollgate.Testing;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>One target takes requests and never answers. Time is the test's.</summary>
public sealed class SilentTargetTests
{
    private const int Timeout = 40;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Hang_UnderPriority_CostsEachRequestTheTimeoutAndNoAnswer()
    {
        await using var gateway = await StartAsync("priority");

        Assert.Equal(10, await HangsAsync(gateway, requests: 10));
    }

    [Fact]
    public async Task Hang_UnderLeastLatency_CostsOneRequestTheTimeout()
    {
        await using var gateway = await StartAsync("least_latency");

        Assert.Equal(1, await HangsAsync(gateway, requests: 100));
    }

    [Fact]
    public async Task Stream_KeptAliveBeforeAnotherAnswers_SaysAtItsEndWhoDid()
    {
        await using var gateway = await StartAsync("priority");
        gateway.Shaky.Script(Fault.Hang);
        var opening = gateway.OpenAsync();
        await gateway.Shaky.WaitForRequestAsync(0);
        _time.Advance(TimeSpan.FromSeconds(15));
        using var response = await opening;
        _time.Advance(TimeSpan.FromSeconds(Timeout - 15));

        var reply = new ChaosReply(await Reply.ReadAsync(response));

        Assert.True(reply.IsComplete);
        Assert.Equal([ChaosGateway.SteadyVoice], reply.Voices);
        Assert.DoesNotContain(reply.Reply.Headers.Keys, name => name is "x-tollgate-provider" or "x-tollgate-model" or "x-tollgate-attempts");
        Assert.Equal(
            ["x-tollgate-provider: steady", "x-tollgate-model: gpt-4o", "x-tollgate-attempts: 2"],
            reply.Reply.Comments.Where(comment => comment.StartsWith("x-tollgate-", StringComparison.Ordinal)
                && !comment.StartsWith("x-tollgate-cost-usd", StringComparison.Ordinal)
                && !comment.StartsWith("x-tollgate-upstream-request-id", StringComparison.Ordinal)));
    }

    /// <returns>How many requests met the target that hangs. All of them are answered in full.</returns>
    private async Task<int> HangsAsync(ChaosGateway gateway, int requests)
    {
        gateway.Shaky.Script([.. Enumerable.Repeat(Fault.Hang, requests)]);
        var hangs = 0;
        for (var request = 0; request < requests; request++)
        {
            var answer = gateway.AskAsync();
            var hang = gateway.Shaky.WaitForRequestAsync(hangs);
            if (await Task.WhenAny(answer, hang) == hang)
            {
                hangs++;
                _time.Advance(TimeSpan.FromSeconds(Timeout));
            }

            var reply = await answer;
            Assert.True(reply.IsComplete);
            Assert.Equal([ChaosGateway.SteadyVoice], reply.Voices);
        }

        return hangs;
    }

    private Task<ChaosGateway> StartAsync(string strategy) => ChaosGateway.StartAsync(_time, strategy);
}
