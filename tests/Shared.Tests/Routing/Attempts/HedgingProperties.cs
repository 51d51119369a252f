using System.Collections.Frozen;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Quotas;
using Tollgate.Quotas.Accounts;
using Tollgate.Quotas.Windows;
using Tollgate.Routing.Options;
using Tollgate.Tests.Pipeline;
using Tollgate.Tests.Quotas.Fleet;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Routing.Attempts;

/// <summary>
/// Whatever three targets do, and whenever, while two of them are asked at a time: one of them answers the client or none, all of what
/// they bill is paid within the budget, and nothing is left behind. The threads interleave as they like; what holds, holds for all of it.
/// </summary>
public sealed class HedgingProperties
{
    private const long Limit = 2_000_000;
    private const int Requests = 4;

    private static readonly TokenUsage Told = new() { Input = 10, Output = 2 };
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly RouteTarget[] Targets = [Target("a"), Target("b"), Target("c")];

    private static readonly Gen<Turn> Turns =
        from what in Gen.Elements("ok", "ok", "ok", "cut", "503", "400", "unsupported", "unreadable", "hang")
        from steps in Gen.Choose(0, 25)
        select new Turn(what, Step * steps);

    [Fact]
    public void Run_WhateverTargetsDoAndWhen_AnswersOnceAndPaysForAll() => Properties.Check(
        Turns.ArrayOf(40).Zip(Gen.Choose(0, 60)),
        script => HoldsAsync(script.Item1, leaveAfter: script.Item2).GetAwaiter().GetResult(),
        runs: 150);

    private static async Task HoldsAsync(Turn[] script, int leaveAfter)
    {
        var (next, asked, billed) = (-1, 0, 0L);
        var budget = new QuotaDefinition { Id = "usd/day", Scope = QuotaScope.Tenant, Period = WindowPeriod.Day, Limit = Limit, Revision = 1 };
        var quotas = new FixedCatalogue { EachTenant = [budget] };
        var harness = new PipelineHarness(AnswerAsync, quotas) { Configuration = Configuration(quotas) };

        for (var request = 0; request < Requests; request++)
        {
            var running = harness.RunAsync(stream: true, more: ",\"max_tokens\":20");
            for (var step = 0; !running.IsCompleted; step++)
            {
                if (request == Requests - 1 && step == leaveAfter)
                {
                    await harness.Client.CancelAsync();
                }

                harness.Time.Advance(Step);
                await Task.Yield();
            }

            // A client that leaves while it is told something breaks that off; the request is settled all the same.
            await running.ConfigureAwait(harness.Client.IsCancellationRequested ? ConfigureAwaitOptions.SuppressThrowing : ConfigureAwaitOptions.None);
            Assert.True(Voices(harness.Reply.Told).Count() <= 1);
            harness.Reply.Told.Clear();
        }

        Assert.Equal(asked, harness.Ledger.Records.Sum(record => record.Attempts));
        Assert.All(harness.Ledger.Records, record => Assert.True(record.Failed.Count == record.Attempts || record.Failed.Count == record.Attempts - 1));
        Assert.All(Targets, target => Assert.Equal(0, harness.Loads.Of(target.Deployment.Id).InFlight));
        var account = await harness.CloseAsync(AccountKeys.Tenant(TestGateway.Tenant.Id));
        Assert.All(account.Leases, lease => Assert.All(lease.Slices, slice => Assert.Equal(0, slice.Open)));
        Assert.InRange(account.Quotas.Single().Billed, billed, Limit);

        async Task<ProviderAnswer> AnswerAsync(PipelineHarness it, Attempt attempt, CancellationToken cancellation)
        {
            var turn = script[Interlocked.Increment(ref next) % script.Length];
            if (turn.What is "unsupported" or "unreadable")
            {
                // Stopped before it could say that it asks nobody, it counts as asked.
                var wait = Task.Delay(turn.After, it.Time, cancellation);
                await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Interlocked.Add(ref asked, wait.IsCanceled ? 1 : 0);
                await wait;
                throw turn.What == "unsupported" ? UnsupportedParameters.Refuse("x", "cannot") : new RefusalException(Refusal.Invalid("invalid_json", "no"));
            }

            Interlocked.Increment(ref asked);
            Interlocked.Add(ref billed, Cost.Of(Told with { Output = 0 }, attempt.Deployment.Info.Price).NanoUsd);
            await Task.Delay(turn.What == "hang" ? TimeSpan.FromHours(1) : turn.After, it.Time, cancellation);
            return turn.What switch
            {
                "503" => throw new UpstreamException(Refusal.Upstream("upstream_error", "down", 503)) { Usage = Told with { Output = 0 } },
                "400" => throw new UpstreamException(Refusal.Invalid("upstream_rejected_request", "no")) { Usage = Told with { Output = 0 } },
                _ => new ScriptedStream(stream => StreamAsync(stream, attempt, turn.What == "cut")),
            };
        }

        async IAsyncEnumerable<StreamEvent> StreamAsync(ScriptedStream stream, Attempt attempt, bool isCut)
        {
            Interlocked.Add(ref billed, Cost.Of(new TokenUsage { Output = Told.Output }, attempt.Deployment.Info.Price).NanoUsd);
            yield return stream.Content(attempt.Deployment.Provider.Name);
            await Task.Yield();
            if (isCut)
            {
                throw new UpstreamException(UpstreamRefusals.CutAnswer("x")) { MayHaveBilled = true };
            }

            yield return stream.Content(attempt.Deployment.Provider.Name);
            yield return stream.UsageEvent(Told);
            yield return ScriptedStream.Done;
        }
    }

    private static IEnumerable<string> Voices(IEnumerable<string> told) =>
        told.Where(line => line.StartsWith("event ", StringComparison.Ordinal)).Distinct();

    private static Tollgate.Configuration.GatewayConfiguration Configuration(IQuotaCatalogue quotas) =>
        TestGateway.Configuration(Targets[0].Deployment, quotas: quotas) with
        {
            Models = new Dictionary<string, Model>
            {
                ["m"] = new() { Name = "m", Targets = Targets, Hedging = new HedgingOptions { Delay = TimeSpan.FromSeconds(1) } },
            }.ToFrozenDictionary(),
            Routing = new RoutingOptions { Retries = new RetryOptions { Backoff = TimeSpan.Zero } },
        };

    /// <summary>Dearer from one to the next, so that what is held for one does not do for another.</summary>
    private static RouteTarget Target(string provider)
    {
        var deployment = TestGateway.Target(provider).Deployment;
        var price = new ModelPrice { Input = 1 + provider[0] - 'a', Output = 10 * (1 + provider[0] - 'a') };
        return new RouteTarget(deployment with { Info = deployment.Info with { Price = price } });
    }

    internal sealed record Turn(string What, TimeSpan After);
}
