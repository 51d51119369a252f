using System.Runtime.CompilerServices;
using Tollgate.Pricing;
using Tollgate.Providers;

namespace Tollgate.Tests.Pipeline;

/// <summary>Who is told what, and who is to blame, when a request takes longer than the gateway allows.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task Run_LongerThanTheServerAllows_Is504AndPaidFor()
    {
        var harness = new PipelineHarness(async (it, cancellation) =>
        {
            it.Time.Advance(TimeSpan.FromSeconds(301));
            await Task.Delay(Timeout.InfiniteTimeSpan, it.Time, cancellation);
            throw new InvalidOperationException("unreachable");
        });

        await harness.RunAsync();

        Assert.Equal(504, harness.Ledger.Single.Status);
        Assert.Equal(new TokenUsage { Input = 2, IsEstimated = true }, harness.Ledger.Single.Usage);
        Assert.Equal("fail 504 request_timeout", Assert.Single(harness.Reply.Told));
        Assert.Equal(1, harness.Health.Summarize("up").Errors["upstream_timeout"]);
    }

    [Fact]
    public async Task Run_LongAnswerMeetsTheServersLimit_BlamesNobody()
    {
        var harness = new PipelineHarness((it, cancellation) => Task.FromResult<ProviderAnswer>(new ScriptedStream(stream => Long(it, stream, cancellation))));

        await harness.RunAsync(stream: true);

        Assert.Equal(504, harness.Ledger.Single.Status);
        Assert.Equal(0, harness.Health.Summarize("up").Requests);

        static async IAsyncEnumerable<StreamEvent> Long(PipelineHarness it, ScriptedStream stream, [EnumeratorCancellation] CancellationToken cancellation)
        {
            yield return stream.Content("1");
            it.Time.Advance(TimeSpan.FromSeconds(301));
            await Task.Delay(Timeout.InfiniteTimeSpan, it.Time, cancellation);
        }
    }
}
