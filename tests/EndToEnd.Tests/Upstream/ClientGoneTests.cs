using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Upstream;

public abstract class ClientGoneTests(GatewayUnderTest gateway)
{
    [Fact]
    public async Task Stream_WhileTheUpstreamHoldsTheNextPieceBack_HasReachedTheClientSoFar()
    {
        using var gate = new StreamGate();
        gateway.Simulator.Enqueue(Fault.DripAt(gate), Fault.TokenCount(8));
        gate.ReleaseNext(2);
        using var response = await gateway.OpenAsync(Ask.Stream("Hello"));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Contains("\"role\"", await ReadEventAsync(reader), StringComparison.Ordinal);
        Assert.Contains("Écho", await ReadEventAsync(reader), StringComparison.Ordinal);
        Assert.Equal(1, gateway.Simulator.Requests[^1].Billed.CompletionTokens);

        gate.Open();
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WhoseClientLeaves_IsCancelledUpstreamAndPaidAsFarAsItGot()
    {
        using var gate = new StreamGate();
        gateway.Simulator.Enqueue(Fault.DripAt(gate), Fault.TokenCount(50));
        gate.ReleaseNext(4);
        var user = gateway.NewUser();
        using (var response = await gateway.OpenAsync(Ask.Stream("Hello") with { User = user }))
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync()))
        {
            await ReadEventAsync(reader);
            await ReadEventAsync(reader);
        }

        Assert.Equal(RequestOutcome.AbortedByClient, await gateway.Simulator.Requests[^1].Outcome.WaitAsync(TimeSpan.FromSeconds(30)));
        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal((1, 1), (usage.Requests, usage.Errors));
        Assert.True(usage is { Input: > 0, Output: > 0, Cost: > 0 });
        Assert.Empty(gateway.TakeErrors());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WhoseClientLeavesBeforeAnyAnswer_IsCancelledUpstream(bool stream)
    {
        gateway.Simulator.Enqueue(Fault.Hang);
        var user = gateway.NewUser();
        var next = gateway.Simulator.Requests.Count;
        using var leave = new CancellationTokenSource();
        var pending = gateway.OpenAsync((stream ? Ask.Stream("Hello") : Ask.Whole("Hello")) with { User = user }, leave.Token);
        var asked = await gateway.Simulator.WaitForRequestAsync(next);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.Equal(RequestOutcome.AbortedByClient, await asked.Outcome.WaitAsync(TimeSpan.FromSeconds(30)));
        var usage = await gateway.UsageOfAsync(user);
        Assert.Equal(1, usage.Requests);
        Assert.True(usage.Input > 0);
        Assert.Empty(gateway.TakeErrors());
    }

    private static async Task<string> ReadEventAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync();
        await reader.ReadLineAsync();
        return line!;
    }
}

public sealed class SelfHostClientGoneTests(SelfHostGateway gateway) : ClientGoneTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppClientGoneTests(FunctionAppGateway gateway) : ClientGoneTests(gateway), IClassFixture<FunctionAppGateway>;
