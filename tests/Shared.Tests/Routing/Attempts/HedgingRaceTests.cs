using System.Collections.Frozen;
using Tollgate.Configuration;
using Tollgate.Models;
using Tollgate.Providers;
using Tollgate.Routing.Options;
using Tollgate.Tests.Pipeline;
using Tollgate.Tests.Support;
using Xunit.Abstractions;

namespace Tollgate.Tests.Routing.Attempts;

/// <summary>The figures of docs/routing.md: two targets that are well, and now and then let somebody wait.</summary>
public sealed class HedgingRaceTests(ITestOutputHelper output)
{
    private const int Requests = 5_000;
    private const double Median = 0.4;
    private const double Spread = 0.25;
    private const double SlowPart = 0.02;
    private const double SlowFactor = 10;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(0.8);

    private readonly Random _random = new(20_261_128);

    [Fact]
    public async Task Hedging_OneRequestInFiftyIsTenTimesSlower_CutsP99ForAFewRequestsMore()
    {
        var alone = await RunAsync(hedging: null);
        var hedged = await RunAsync(new HedgingOptions { Delay = Delay });

        Assert.InRange(hedged.P99, 0, alone.P99 / 2.5);
        Assert.InRange(hedged.P50 / alone.P50, 0.98, 1.02);
        Assert.InRange(hedged.UpstreamRequests, 1, 1.03);
    }

    private async Task<(double P50, double P99, double UpstreamRequests)> RunAsync(HedgingOptions? hedging)
    {
        var draws = new Queue<TimeSpan>();
        var asked = 0;
        using var begun = new SemaphoreSlim(0);
        var harness = new PipelineHarness(async (it, cancellation) =>
        {
            asked++;
            var wait = Task.Delay(draws.Dequeue(), it.Time, cancellation);
            begun.Release();
            await wait;
            return new ScriptedStream(AnswerAsync);
        })
        {
            Configuration = Configuration(hedging),
        };
        var waits = new List<double>(Requests);
        for (var request = 0; request < Requests; request++)
        {
            var (first, second, started, idle) = (Draw(), Draw(), harness.Time.GetTimestamp(), harness.Time.ArmedTimers);
            draws.Clear();
            draws.Enqueue(first);
            draws.Enqueue(second);
            var running = harness.RunAsync(stream: true);

            // The request's deadline and the target's answer; where there is hedging, the second target's turn.
            await begun.WaitAsync();
            await harness.Time.WhenArmedAsync(idle + (hedging is null ? 2 : 3));
            if (hedging is not null && first > Delay)
            {
                harness.Time.Advance(Delay);
                await begun.WaitAsync();
                first -= Delay;
                first = first < second ? first : second;
            }

            harness.Time.Advance(first);
            await running;
            waits.Add(harness.Time.GetElapsedTime(started).TotalSeconds);
        }

        waits.Sort();
        var (p50, p99, upstream) = (waits[Requests / 2], waits[Requests * 99 / 100], asked / (double)Requests);
        output.WriteLine($"{(hedging is null ? "alone" : "hedged")}: p50 {p50:0.000} s, p99 {p99:0.000} s, {upstream:0.000} upstream requests a request");
        return (p50, p99, upstream);
    }

    /// <summary>Until the first byte: a lognormal, which one time in fifty takes ten times as long. In whole milliseconds, as timers are.</summary>
    private TimeSpan Draw()
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        var factor = _random.NextDouble() < SlowPart ? SlowFactor : 1;
        return TimeSpan.FromMilliseconds(Math.Round(1_000 * Median * Math.Exp(Spread * normal) * factor));
    }

    private static async IAsyncEnumerable<StreamEvent> AnswerAsync(ScriptedStream stream)
    {
        yield return stream.Content("text");
        await Task.CompletedTask;
        yield return stream.UsageEvent(HedgeBench.Told);
        yield return ScriptedStream.Done;
    }

    private static GatewayConfiguration Configuration(HedgingOptions? hedging)
    {
        RouteTarget[] targets = [TestGateway.Target("a"), TestGateway.Target("b")];
        return TestGateway.Configuration(targets[0].Deployment) with
        {
            Models = new Dictionary<string, Model> { ["m"] = new() { Name = "m", Targets = targets, Hedging = hedging } }.ToFrozenDictionary(),
        };
    }
}
