using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Settlement;

namespace Tollgate.Tests.Pipeline;

/// <summary>However a request ends, it is settled exactly once, with what was used, before the client is told.</summary>
public sealed class GatewayPipelineTests
{
    private static readonly TokenUsage Told = new() { Input = 100, Output = 10 };
    private static readonly UpstreamException Cut = new(UpstreamRefusals.CutAnswer("up")) { MayHaveBilled = true };

    [Fact]
    public async Task Run_WholeAnswer_IsPricedAndBookedBeforeItIsSent()
    {
        PipelineHarness? harness = null;
        harness = new PipelineHarness(async (it, _) =>
        {
            it.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
            return new WholeAnswer("{}"u8.ToArray(), Told) { UpstreamRequestId = "up-1" };
        })
        { Reply = new RecordingReply { Before = _ => Assert.Single(harness!.Ledger.Records) } };

        await harness.RunAsync();

        Assert.Equal(["send {}"], harness.Reply.Told);
        Assert.Equal(
            new UsageRecord
            {
                RequestId = "req_1",
                Tenant = "acme",
                User = "ann",
                StartedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Model = "m",
                Provider = "up",
                Deployment = "up/upstream-model",
                Status = 200,
                Usage = Told,
                Cost = Money.FromUsd(0.0002m),
                Attempts = 1,
                Duration = TimeSpan.FromSeconds(2),
                Latency = TimeSpan.FromSeconds(2),
            },
            harness.Ledger.Single);
        Assert.Equal("up-1", harness.Request!.Attempt!.UpstreamRequestId);
        Assert.Equal(TimeSpan.FromSeconds(2), harness.Request.UpstreamWait.Total);
        Assert.InRange(harness.Health.Summarize("up").LatencyMs(1)!.Value, 1_930, 2_070);
    }

    [Fact]
    public async Task Run_AnswerWithoutUsage_IsEstimatedAndSaysSo()
    {
        var harness = CreateWhole(new WholeAnswer("{}"u8.ToArray(), null) { ContentBytes = 9 });

        await harness.RunAsync();

        Assert.Equal(new TokenUsage { Input = 2, Output = 3, IsEstimated = true }, harness.Ledger.Single.Usage);
    }

    [Fact]
    public async Task Run_ExplicitZeroUsage_IsAnAnswer()
    {
        var harness = CreateWhole(new WholeAnswer("{}"u8.ToArray(), default(TokenUsage)) { ContentBytes = 9 });

        await harness.RunAsync();

        Assert.Equal((0, false), (harness.Ledger.Single.Usage.Total, harness.Ledger.Single.Usage.IsEstimated));
    }

    [Theory]
    [InlineData("", "event a,event b,complete")]
    [InlineData(",\"stream_options\":{\"include_usage\":true}", "event a,event b,event {},complete")]
    public async Task Run_Stream_RelaysEventsAndUsageOnlyToThoseWhoAsked(string more, string told)
    {
        var harness = CreateStream(Events);

        await harness.RunAsync(stream: true, more);

        Assert.Equal(told, string.Join(',', harness.Reply.Told));
        Assert.Equal((200, Told), (harness.Ledger.Single.Status, harness.Ledger.Single.Usage));

        static async IAsyncEnumerable<StreamEvent> Events(PipelineHarness it, ScriptedStream stream)
        {
            yield return stream.Content("a");
            yield return stream.Content("b");
            yield return stream.UsageEvent(Told);
            yield return ScriptedStream.Done;
            await Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Run_StreamThatPauses_IsFlushedBeforeTheWait()
    {
        var flushed = new TaskCompletionSource();
        var harness = CreateStream(Events, new RecordingReply
        {
            Before = told => _ = told == "flush" && flushed.TrySetResult(),
        });

        await harness.RunAsync(stream: true);

        Assert.Equal(["event a", "event b", "flush", "event c", "complete"], harness.Reply.Told);

        async IAsyncEnumerable<StreamEvent> Events(PipelineHarness it, ScriptedStream stream)
        {
            yield return stream.Content("a");
            yield return stream.Content("b");
            await flushed.Task;
            yield return stream.Content("c");
            yield return ScriptedStream.Done;
        }
    }

    [Fact]
    public async Task Run_StreamStartsLate_CountsTheWaitUpToTheFirstEventAsTheProviders()
    {
        var harness = CreateStream(Events);

        await harness.RunAsync(stream: true);

        Assert.Equal(TimeSpan.FromSeconds(3), harness.Request!.UpstreamWait.Total);
        Assert.Equal(TimeSpan.FromSeconds(13), harness.Ledger.Single.Duration);

        static async IAsyncEnumerable<StreamEvent> Events(PipelineHarness it, ScriptedStream stream)
        {
            it.Time.Advance(TimeSpan.FromSeconds(3));
            yield return stream.Content("a");
            it.Time.Advance(TimeSpan.FromSeconds(10));
            yield return ScriptedStream.Done;
            await Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Run_UnknownModel_IsRefusedAndBookedWithoutProvider()
    {
        var harness = CreateWhole(new WholeAnswer(default, null));

        await harness.RunAsync(model: "nope");

        Assert.Equal(["fail 404 model_not_found"], harness.Reply.Told);
        var record = harness.Ledger.Single;
        Assert.Equal((404, null, null, 0, 0L), (record.Status, record.Model, record.Provider, record.Attempts, record.Usage.Total));
        Assert.Equal(0, harness.Health.Summarize("up").Requests);
    }

    [Fact]
    public async Task Run_TranslatorRefuses_CountsNoAttemptAndNoProvider()
    {
        var harness = new PipelineHarness((_, _) => throw new RefusalException(Refusal.Invalid("unsupported_parameter", "no", "echo")));

        await harness.RunAsync();

        Assert.Equal(["fail 400 unsupported_parameter"], harness.Reply.Told);
        var record = harness.Ledger.Single;
        Assert.Equal((400, "m", null, 0, 0L), (record.Status, record.Model, record.Provider, record.Attempts, record.Usage.Total));
        Assert.Equal(0, harness.Health.Summarize("up").Requests);
    }

    [Theory]
    [InlineData(502, false, 0, 1)]
    [InlineData(504, true, 2, 1)]
    [InlineData(429, false, 0, 1)]
    [InlineData(400, false, 0, 0)]
    public async Task Run_UpstreamFails_IsToldBookedAndJudged(int status, bool mayHaveBilled, long input, int failures)
    {
        var harness = new PipelineHarness((it, _) =>
        {
            it.Time.Advance(TimeSpan.FromSeconds(5));
            throw new UpstreamException(Refusal.Upstream("broken", "x", status)) { MayHaveBilled = mayHaveBilled, UpstreamRequestId = "up-9" };
        });

        await harness.RunAsync();

        Assert.Equal([$"fail {status} broken"], harness.Reply.Told);
        var record = harness.Ledger.Single;
        Assert.Equal((status, "up", 1), (record.Status, record.Provider, record.Attempts));
        Assert.Equal((input, mayHaveBilled), (record.Usage.Input, record.Usage.IsEstimated));
        Assert.Equal(failures, harness.Health.Summarize("up").Errors.Values.Sum());
        Assert.Equal(status == 429 ? 1 : 0, harness.Health.Summarize("up").RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(5), harness.Request!.UpstreamWait.Total);
        Assert.Equal("up-9", harness.Request.Attempt!.UpstreamRequestId);
    }

    [Fact]
    public async Task Run_UselessAnswerThatToldItsUsage_IsBooked()
    {
        var harness = new PipelineHarness((_, _) => throw new UpstreamException(UpstreamRefusals.InvalidAnswer("up", "x")) { Usage = Told });

        await harness.RunAsync(stream: true);

        Assert.Equal(Told, harness.Ledger.Single.Usage);
    }

    [Fact]
    public async Task Run_StreamBreaksMidway_BooksTheFailureWithWhatWasGenerated()
    {
        var harness = CreateStream(Events);

        await harness.RunAsync(stream: true);

        Assert.Equal(["event 12345", "fail 502 upstream_interrupted"], harness.Reply.Told);
        Assert.Equal(502, harness.Ledger.Single.Status);
        Assert.Equal(new TokenUsage { Input = 2, Output = 2, IsEstimated = true }, harness.Ledger.Single.Usage);

        static async IAsyncEnumerable<StreamEvent> Events(PipelineHarness it, ScriptedStream stream)
        {
            yield return stream.Content("12345");
            await Task.CompletedTask;
            throw Cut;
        }
    }

    [Fact]
    public async Task Run_ClientGoneBeforeAnybodyWasAsked_CostsNothing()
    {
        var harness = CreateWhole(new WholeAnswer("{}"u8.ToArray(), Told));
        await harness.Client.CancelAsync();

        await harness.RunAsync();

        Assert.Empty(harness.Reply.Told);
        Assert.Equal((499, 0, 0L), (harness.Ledger.Single.Status, harness.Ledger.Single.Attempts, harness.Ledger.Single.Usage.Total));
    }

    [Fact]
    public async Task Run_ClientLeavesWhileWaiting_CancelsTheProviderAndPaysForThePrompt()
    {
        var harness = new PipelineHarness(async (it, cancellation) =>
        {
            await it.Client.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, it.Time, cancellation);
            throw new InvalidOperationException("unreachable");
        });

        await harness.RunAsync();

        Assert.Equal(499, harness.Ledger.Single.Status);
        Assert.Equal(new TokenUsage { Input = 2, IsEstimated = true }, harness.Ledger.Single.Usage);
        Assert.Equal(0, harness.Health.Summarize("up").Requests);
    }

    [Fact]
    public async Task Run_UpstreamBreaksBecauseTheClientLeft_BlamesNobody()
    {
        var harness = new PipelineHarness(async (it, _) =>
        {
            await it.Client.CancelAsync();
            throw Cut;
        });

        await harness.RunAsync();

        Assert.Equal(499, harness.Ledger.Single.Status);
        Assert.Equal(0, harness.Health.Summarize("up").Requests);
    }

    [Theory]
    [InlineData("event b")]
    [InlineData("flush")]
    public async Task Run_ClientLeavesMidStream_PaysForWhatWasGeneratedOnce(string at)
    {
        PipelineHarness? harness = null;
        ScriptedStream? stream = null;
        harness = new PipelineHarness((it, cancellation) => Task.FromResult<ProviderAnswer>(stream = new ScriptedStream(self => Events(self, cancellation))))
        {
            Reply = new RecordingReply { Before = told => Leave(told, harness!) },
        };

        await harness.RunAsync(stream: true);

        Assert.Equal("event a", harness.Reply.Told[0]);
        Assert.DoesNotContain("complete", harness.Reply.Told);
        Assert.Equal(499, harness.Ledger.Single.Status);
        Assert.True(harness.Ledger.Single.Usage is { IsEstimated: true, Output: > 0 });
        Assert.True(stream!.IsDisposed);

        async IAsyncEnumerable<StreamEvent> Events(ScriptedStream self, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            yield return self.Content("a");
            yield return self.Content("b");
            await Task.Delay(Timeout.InfiniteTimeSpan, harness!.Time, cancellation);
        }

        void Leave(string told, PipelineHarness it)
        {
            if (told == at)
            {
                it.Client.Cancel();
            }
        }
    }

    [Fact]
    public async Task Run_ClientLeavesAtTheVeryEnd_IsStillBookedOnce()
    {
        PipelineHarness? harness = null;
        harness = CreateStream(
            (_, stream) => Events(stream),
            new RecordingReply { Before = told => (told == "complete" ? harness!.Client : null)?.Cancel() });

        await harness.RunAsync(stream: true);

        Assert.Equal((200, Told), (harness.Ledger.Single.Status, harness.Ledger.Single.Usage));

        static async IAsyncEnumerable<StreamEvent> Events(ScriptedStream stream)
        {
            yield return stream.UsageEvent(Told);
            yield return ScriptedStream.Done;
            await Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Run_FlushFails_StopsTheUpstreamBeforeItsStreamIsDisposedOf()
    {
        var stopped = false;
        PipelineHarness? harness = null;
        harness = new PipelineHarness((it, cancellation) => Task.FromResult<ProviderAnswer>(new ScriptedStream(self => Events(self, cancellation))))
        {
            Reply = new RecordingReply { Before = told => _ = told == "flush" ? throw new IOException("broken pipe") : 0 },
        };

        await Assert.ThrowsAsync<IOException>(() => harness.RunAsync(stream: true));

        Assert.True(stopped);
        Assert.Equal(500, harness.Ledger.Single.Status);
        Assert.True(harness.Ledger.Single.Usage.IsEstimated);

        async IAsyncEnumerable<StreamEvent> Events(ScriptedStream self, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            yield return self.Content("a");
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, harness!.Time, cancellation);
            }
            finally
            {
                stopped = true;
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UnexpectedException_IsBookedOnceAndGoesOnToTheDoor(bool afterAnswer)
    {
        var harness = afterAnswer
            ? CreateStream((_, _) => throw new InvalidOperationException("bug"))
            : new PipelineHarness((_, _) => throw new InvalidOperationException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.RunAsync(stream: true));

        Assert.Equal(500, harness.Ledger.Single.Status);
        Assert.Equal(afterAnswer, harness.Ledger.Single.Usage.Total > 0);
    }

    private static PipelineHarness CreateWhole(WholeAnswer answer) => new((_, _) => Task.FromResult<ProviderAnswer>(answer));

    private static PipelineHarness CreateStream(Func<PipelineHarness, ScriptedStream, IAsyncEnumerable<StreamEvent>> events, RecordingReply? reply = null) =>
        new((it, _) => Task.FromResult<ProviderAnswer>(new ScriptedStream(stream => events(it, stream)))) { Reply = reply ?? new RecordingReply() };
}
