using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FsCheck.Fluent;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

public sealed class RelayedStreamTests
{
    private const string First = """{"choices":[{"index":0,"delta":{"content":"Grüße, 世界 😀"},"finish_reason":null}]}""";
    private const string Last = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    private const string UsageChunk = """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}""";

    private static readonly string Whole = $"data: {First}\n\ndata: {Last}\n\ndata: {UsageChunk}\n\ndata: [DONE]\n\n";

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Read_SplitAnywhere_RelaysTheSameEvents(string lineEnd)
    {
        var bytes = Encoding.UTF8.GetBytes(": hello\n\n" + Whole.Replace("\n\n", "\n: still here\n\n", StringComparison.Ordinal))
            .AsSpan().ToArray();
        var sent = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\n", lineEnd, StringComparison.Ordinal));

        Properties.Check(Gen.Choose(0, sent.Length).ListOf(), cuts =>
        {
            var read = ReadAllAsync(Pieces(sent, [.. cuts])).GetAwaiter().GetResult();

            Assert.Equal([First, Last, UsageChunk, ""], read.Events);
            Assert.Equal([StreamEventKind.Content, StreamEventKind.Content, StreamEventKind.Usage, StreamEventKind.Done], read.Kinds);
            Assert.Equal(new TokenUsage { Input = 3, Output = 4 }, read.Usage);
        });
    }

    [Fact]
    public async Task Read_DataOverSeveralLines_IsOneEvent()
    {
        var read = await ReadAllAsync($"data: {{\"choices\":[\ndata: {{\"index\":0,\"delta\":{{}},\"finish_reason\":\"stop\"}}]}}\n\ndata: [DONE]\n\n");

        Assert.Equal(2, read.Events.Count);
        Assert.Equal("{\"choices\":[\n{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}", read.Events[0]);
    }

    [Theory]
    [InlineData("data:[DONE]\n\n")]
    [InlineData("data: [DONE] \n\n")]
    [InlineData("data: [DONE]\n")]
    [InlineData("data: [DONE]")]
    [InlineData("")]
    public async Task Read_EndInAnyForm_IsCompleteOnceEveryChoiceFinished(string end)
    {
        var read = await ReadAllAsync($"data: {First}\n\ndata: {Last}\n\n{end}");

        Assert.Equal([First, Last, ""], read.Events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: FIRST\n\n")]
    [InlineData("data: FIRST\n\ndata: {\"choices\":[{\"ind")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"\"}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":null}]}\n\ndata: LAST\n\n")]
    public async Task Read_StreamEndsBeforeItsAnswer_IsInterrupted(string sent)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ReadAllAsync(
            sent.Replace("FIRST", First, StringComparison.Ordinal).Replace("LAST", Last, StringComparison.Ordinal)));

        Assert.Equal((502, "upstream_interrupted"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.True(failure.MayHaveBilled);
    }

    [Fact]
    public async Task Read_ConnectionBreaks_IsInterruptedAfterWhatCame()
    {
        var stream = await OpenAsync(new PiecewiseStream().Feed(Encoding.UTF8.GetBytes($"data: {First}\n\n")).End(new IOException("reset")));
        await using var events = stream.ReadEventsAsync().GetAsyncEnumerator();

        Assert.True(await events.MoveNextAsync());
        var failure = await Assert.ThrowsAsync<UpstreamException>(async () => await events.MoveNextAsync());

        Assert.Equal("upstream_interrupted", failure.Refusal.Code);
        Assert.Equal("Grüße, 世界 😀"u8.Length, stream.ContentBytes);
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":null}}\n\n", 502, "upstream_error")]
    [InlineData("data: {\"error\":{\"message\":\"overloaded\",\"code\":429}}\n\n", 429, "upstream_rate_limit_exceeded")]
    [InlineData("data: {\"error\":{\"message\":\"overloaded\",\"code\":\"401\"}}\n\n", 502, "upstream_authentication_failed")]
    [InlineData("event: error\ndata: {\"message\":\"overloaded\"}\n\n", 502, "upstream_error")]
    public async Task Read_ErrorEvent_IsAFailure(string sent, int status, string code)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ReadAllAsync($"data: {First}\n\n{sent}"));

        Assert.Equal((status, code), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Theory]
    [InlineData("data: {\"choices\":[\n\n")]
    [InlineData("data: <html>\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"\\ud800\"}}\n\n")]
    public async Task Read_MalformedChunk_IsAnInvalidAnswer(string sent)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ReadAllAsync(sent));

        Assert.Equal((502, "upstream_invalid_response"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.True(failure.MayHaveBilled);
    }

    [Fact]
    public async Task Read_EventsWithoutData_AreSkipped()
    {
        var read = await ReadAllAsync($"data:\n\nevent: ping\n\ndata: \n\n{Whole}");

        Assert.Equal([First, Last, UsageChunk, ""], read.Events);
    }

    [Fact]
    public async Task Read_AskedForUsageByTheGateway_LeavesNoTraceInChunks()
    {
        var read = await ReadAllAsync($"data: {First[..^1]},\"usage\":null}}\n\ndata: {{\"usage\" : null , {Last[1..]}\n\ndata: [DONE]\n\n", hidesUsage: true);

        Assert.Equal([First, "{ " + Last[1..], ""], read.Events);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Read_CompressedAgainstOurWish_IsUndone(string encoding)
    {
        var compressed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionMode.Compress, leaveOpen: true),
            _ => new ZLibStream(compressed, CompressionMode.Compress, leaveOpen: true),
        })
        {
            await packer.WriteAsync(Encoding.UTF8.GetBytes(Whole));
        }

        var read = await ReadAllAsync(new PiecewiseStream().Feed(compressed.ToArray()).End(), encoding);

        Assert.Equal([First, Last, UsageChunk, ""], read.Events);
    }

    [Fact]
    public async Task Read_UpstreamFallsSilent_IsATimeout()
    {
        var stream = await OpenAsync(new PiecewiseStream().Feed(Encoding.UTF8.GetBytes($"data: {First}\n\n")));
        await using var events = stream.ReadEventsAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync().AsTask();
        await _time.WhenArmedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(60));
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => next);

        Assert.Equal((504, "upstream_timeout"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.Contains("within 60 s", failure.Refusal.Message, StringComparison.Ordinal);
        Assert.True(failure.MayHaveBilled);
    }

    [Fact]
    public async Task Read_ClientTakesLongerThanTheIdleTimeout_IsNotTheUpstreamsSilence()
    {
        var upstream = new PiecewiseStream().Feed(Encoding.UTF8.GetBytes($"data: {First}\n\n"));
        var stream = await OpenAsync(upstream);
        await using var events = stream.ReadEventsAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        _time.Advance(TimeSpan.FromHours(1));
        upstream.Feed(Encoding.UTF8.GetBytes($"data: {Last}\n\n"));

        Assert.True(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Read_ClientCancels_IsACancellation()
    {
        using var client = new CancellationTokenSource();
        var stream = await OpenAsync(new PiecewiseStream(), client: client.Token);
        await using var events = stream.ReadEventsAsync().GetAsyncEnumerator();

        var next = events.MoveNextAsync().AsTask();
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static byte[][] Pieces(byte[] bytes, int[] cuts)
    {
        int[] edges = [0, .. cuts.Order(), bytes.Length];
        return [.. edges.Zip(edges.Skip(1), (from, to) => bytes[from..to])];
    }

    private Task<Relayed> ReadAllAsync(string sent, bool hidesUsage = false) =>
        ReadAllAsync(new PiecewiseStream().Feed(Encoding.UTF8.GetBytes(sent)).End(), hidesUsage: hidesUsage);

    private Task<Relayed> ReadAllAsync(byte[][] pieces) => ReadAllAsync(new PiecewiseStream().Feed(pieces).End());

    private async Task<Relayed> ReadAllAsync(Stream upstream, string? encoding = null, bool hidesUsage = false)
    {
        await using var stream = await OpenAsync(upstream, encoding, hidesUsage);
        var read = new Relayed([], [], null);
        await foreach (var current in stream.ReadEventsAsync())
        {
            read.Events.Add(Encoding.UTF8.GetString(current.Data.Span));
            read.Kinds.Add(current.Kind);
        }

        return read with { Usage = stream.Usage };
    }

    private Task<RelayedStream> OpenAsync(Stream upstream, string? encoding = null, bool hidesUsage = false, CancellationToken client = default)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(upstream) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("Text/Event-Stream");
        if (encoding is not null)
        {
            response.Content.Headers.ContentEncoding.Add(encoding);
        }

        var deadline = new Deadline(_time, client);
        deadline.Within(120, "byte");
        return RelayedStream.OpenAsync(response, TestGateway.Provider(), deadline, hidesUsage);
    }

    private sealed record Relayed(List<string> Events, List<StreamEventKind> Kinds, TokenUsage? Usage);
}
