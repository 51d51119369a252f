using System.Text.Json;
using Tollgate.Tests.Gateways;
using Tollgate.UpstreamSimulator;

namespace Tollgate.Tests.Chaos;

/// <summary>The preferred target fails now and then; the other one is well. What the client sees of it is counted.</summary>
public sealed class FaultyTargetTests : IAsyncLifetime
{
    private const int Seed = 20_261_121;

    private readonly Random _random = new(Seed);
    private ChaosGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await ChaosGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Errors_InThreeOfTenAttempts_AreSeenByNobody()
    {
        const int requests = 1_000;
        Fault[] faults = [Fault.Status(500), Fault.Status(502), Fault.Status(503), Fault.HtmlErrorPage, Fault.Garbage, Fault.CutAfter(0), Fault.ErrorInsideOk];
        _gateway.Shaky.Script([.. Enumerable.Range(0, requests).Select(_ => _random.Next(10) < 3 ? faults[_random.Next(faults.Length)] : Fault.None)]);

        var (complete, further) = (0, 0);
        for (var request = 0; request < requests; request++)
        {
            var reply = await _gateway.AskAsync(stream: request % 2 == 0);
            complete += reply.IsComplete ? 1 : 0;
            further += reply.Attempts - 1;
        }

        Assert.Equal(requests, complete);
        Assert.InRange(further, requests / 4, requests / 3);
        Assert.Equal(requests + further, _gateway.UpstreamRequests);
    }

    [Fact]
    public async Task Streams_ThatAreCut_AreMendedBeforeTheirFirstContentAndNeverAfterIt()
    {
        const int requests = 300;

        // The first event says who speaks; content begins with the second.
        var cuts = Enumerable.Range(0, requests).Select(_ => _random.Next(6)).ToArray();
        _gateway.Shaky.Script([.. cuts.Select(Fault.CutAfter)]);

        for (var request = 0; request < requests; request++)
        {
            var reply = await _gateway.AskAsync(stream: true);

            Assert.True(reply.Voices.Count == 1, $"cut after {cuts[request]}: {reply.Reply.Text}");
            Assert.Equal(cuts[request] >= 2, reply.HasError);
            Assert.Equal(cuts[request] < 2 ? [ChaosGateway.SteadyVoice] : [ChaosGateway.ShakyVoice], reply.Voices);
            Assert.Equal(cuts[request] < 2, reply.IsComplete);
        }
    }

    [Fact]
    public async Task Usage_OfStreamsMendedElsewhere_IsEachProvidersOwnAndAddsUp()
    {
        _gateway.Shaky.Script(Fault.CutAfter(1), Fault.None, Fault.CutAfter(0));
        for (var request = 0; request < 3; request++)
        {
            Assert.True((await _gateway.AskAsync(stream: true)).IsComplete);
        }

        var report = await _gateway.UsageAsync();
        var (shaky, steady) = (UsageFigures.Read(ShareOf(report, "shaky")), UsageFigures.Read(ShareOf(report, "steady")));
        var totals = UsageFigures.Read(report.GetProperty("totals"));
        Assert.Equal((1, 2), (shaky.Requests, steady.Requests));
        Assert.Equal(_gateway.Steady.BilledUsage, steady.Billed);
        Assert.Equal(totals.Cost, shaky.Cost + steady.Cost);
        Assert.Equal(totals.Billed.PromptTokens, shaky.Input + steady.Input);
        Assert.Equal((3, 2), (ShareOf(report, "shaky").GetProperty("attempts").GetInt32(), ShareOf(report, "steady").GetProperty("attempts").GetInt32()));
    }

    private static JsonElement ShareOf(JsonElement report, string provider) =>
        report.GetProperty("providers").EnumerateArray().Single(share => share.GetProperty("provider").GetString() == provider);
}
