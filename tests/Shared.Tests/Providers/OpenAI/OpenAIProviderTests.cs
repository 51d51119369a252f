using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

/// <summary>Over real sockets: what goes out to an upstream, and what comes of everything it may answer.</summary>
public sealed class OpenAIProviderTests : IDisposable
{
    private const string Ask = """{"model":"m", "messages":[{"role":"user","content":"hi"}],"x":{"new":[1.50]}}""";
    private const string AskStream = """{"stream":true,"model":"m","messages":[{"role":"user","content":"hi"}]}""";

    private readonly ManualTimeProvider _time = new();
    private readonly UpstreamHttp _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Ask_Whole_SendsTheClientsBytesAndReturnsTheUpstreams()
    {
        const string answer = """{ "id":"a", "choices":[ {"index":0,"message":{"content":"Hi"}} ], "usage":{"prompt_tokens":2,"completion_tokens":1}, "x":1.50 }""";
        string? sent = null;
        string[] seen = [];
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            var (request, headers) = (http.Request, http.Request.Headers);
            seen = [request.Path!, headers.Authorization!, headers.AcceptEncoding!, headers["X-Client-Request-Id"]!, request.ContentType!, $"{request.ContentLength}"];
            sent = await new StreamReader(http.Request.Body).ReadToEndAsync();
            http.Response.Headers["x-request-id"] = "up-1";
            await http.Response.WriteAsync(answer);
        });

        await using var told = (WholeAnswer)await AskAsync(upstream, Ask);

        Assert.Equal(Ask.Replace("\"m\"", "\"upstream-model\"", StringComparison.Ordinal), sent);
        Assert.Equal(["/v1/chat/completions", "Bearer sk-upstream", "identity", "req_1", "application/json", $"{Encoding.UTF8.GetByteCount(sent!)}"], seen);
        Assert.Equal(answer, Encoding.UTF8.GetString(told.Body.Span));
        Assert.Equal(new TokenUsage { Input = 2, Output = 1 }, told.Usage);
        Assert.Equal("up-1", told.UpstreamRequestId);
    }

    [Fact]
    public async Task Ask_Stream_AsksForUsageAndHandsOnEachEventAsItComes()
    {
        var client = new TaskCompletionSource();
        string? sent = null;
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            sent = await new StreamReader(http.Request.Body).ReadToEndAsync();
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n");
            await http.Response.Body.FlushAsync();
            await client.Task;
            await http.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        });

        await using var told = (StreamedAnswer)await AskAsync(upstream, AskStream);
        await using var events = told.ReadEventsAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        client.SetResult();
        Assert.True(await events.MoveNextAsync());
        Assert.True(await events.MoveNextAsync());

        Assert.Equal(StreamEventKind.Done, events.Current.Kind);
        Assert.StartsWith("""{"stream_options":{"include_usage":true},"stream":true,""", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 400, "invalid_request_error", "bad", true)]
    [InlineData(401, 502, "upstream_error", "upstream_authentication_failed", false)]
    [InlineData(402, 502, "upstream_error", "upstream_error", true)]
    [InlineData(403, 502, "upstream_error", "upstream_authentication_failed", false)]
    [InlineData(404, 404, "invalid_request_error", "bad", true)]
    [InlineData(405, 502, "upstream_error", "upstream_error", true)]
    [InlineData(408, 504, "upstream_error", "upstream_error", true)]
    [InlineData(409, 409, "invalid_request_error", "bad", true)]
    [InlineData(413, 413, "invalid_request_error", "bad", true)]
    [InlineData(415, 415, "invalid_request_error", "bad", true)]
    [InlineData(422, 422, "invalid_request_error", "bad", true)]
    [InlineData(429, 429, "rate_limit_error", "upstream_rate_limit_exceeded", true)]
    [InlineData(500, 502, "upstream_error", "upstream_error", true)]
    [InlineData(502, 502, "upstream_error", "upstream_error", true)]
    [InlineData(503, 503, "upstream_error", "upstream_error", true)]
    [InlineData(504, 504, "upstream_error", "upstream_error", true)]
    [InlineData(529, 503, "upstream_error", "upstream_error", true)]
    [InlineData(302, 502, "upstream_error", "upstream_error", true)]
    public async Task Ask_UpstreamRefuses_IsMappedAndKeepsItsWords(int status, int told, string type, string code, bool keepsMessage)
    {
        var body = """{"error":{"message":"because of this","type":"invalid_request_error","param":"messages[0]","code":"bad"}}"""u8.ToArray();
        await using var upstream = await LoopbackUpstream.StartAsync(body, status: status, headers: [("x-request-id", "up-2"), ("Location", "http://127.0.0.1:9/")]);

        var failure = await FailedAsync(upstream, Ask);

        Assert.Equal((told, type, code), (failure.Refusal.Status, failure.Refusal.Type, failure.Refusal.Code));
        Assert.Equal(keepsMessage, failure.Refusal.Message.Contains("because of this", StringComparison.Ordinal));
        Assert.DoesNotContain("sk-upstream", failure.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(told is >= 500 or 429, failure.ProviderFailure is not null);
        Assert.Equal("up-2", failure.UpstreamRequestId);
        Assert.False(failure.MayHaveBilled);
    }

    [Theory]
    [InlineData("""{"error":"plain words"}""")]
    [InlineData("""[{"error":{"code":400,"message":"plain words","status":"INVALID_ARGUMENT"}}]""")]
    [InlineData("""{"object":"error","message":"plain words","type":"BadRequestError","code":400}""")]
    [InlineData("""{"detail":"plain words"}""")]
    public async Task Ask_ErrorInAnotherForm_KeepsItsWords(string body)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body), status: 400);

        Assert.Equal("plain words", (await FailedAsync(upstream, Ask)).Refusal.Message);
    }

    [Theory]
    [InlineData("<html><body>secret stack trace</body></html>")]
    [InlineData("")]
    [InlineData("""{"error":{"message":"\ud800 broken"}}""")]
    public async Task Ask_ErrorThatIsNoJson_SaysOnlyTheStatus(string body)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body), "text/html", 500);

        var failure = await FailedAsync(upstream, Ask);

        Assert.Equal("Provider 'up' failed with status 500: it gave no reason", failure.Refusal.Message);
    }

    [Fact]
    public async Task Ask_OutOfQuota_IsToldApartFromRateLimits()
    {
        await using var upstream = await LoopbackUpstream.StartAsync("""{"error":{"message":"pay","code":"insufficient_quota"}}"""u8.ToArray(), status: 429);

        Assert.Equal("upstream_insufficient_quota", (await FailedAsync(upstream, Ask)).Refusal.Code);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7_000)]
    [InlineData("Retry-After", "Tue, 01 Jan 2030 00:00:30 GMT", 30_000)]
    [InlineData("Retry-After", "Mon, 01 Jan 2029 00:00:00 GMT", 0)]
    [InlineData("retry-after-ms", "1500", 1_500)]
    [InlineData("retry-after-ms", "nonsense", null)]
    [InlineData("retry-after-ms", "86400001", 300_000)]
    [InlineData("Retry-After", "4.5", 4_500)]
    [InlineData("Retry-After", "2147483648", 300_000)]
    [InlineData("Retry-After", "-1", null)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "99999999", 300_000)]
    [InlineData("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", 300_000)]
    public async Task Ask_RetryAfterInAnyForm_IsKeptAsFarAsItIsBelieved(string header, string value, int? milliseconds)
    {
        await using var upstream = await LoopbackUpstream.StartAsync("{}"u8.ToArray(), status: 429, headers: [(header, value)]);

        var failure = await FailedAsync(upstream, Ask);

        Assert.Equal(milliseconds is { } told ? TimeSpan.FromMilliseconds(told) : null, failure.Refusal.RetryAfter);
    }

    [Theory]
    [InlineData("<html>", "text/html", false)]
    [InlineData("", "application/json", false)]
    [InlineData("[]", "application/json", false)]
    [InlineData("{\"choices\":[", "application/json", false)]
    [InlineData("<html>", "text/html", true)]
    [InlineData("{}", "application/json", true)]
    public async Task Ask_GarbageInA200_IsAnInvalidAnswer(string body, string type, bool stream)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body), type);

        var failure = await FailedAsync(upstream, stream ? AskStream : Ask);

        Assert.Equal((502, "upstream_invalid_response"), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Theory]
    [InlineData(Ask)]
    [InlineData(AskStream)]
    public async Task Ask_ErrorInsideA200_IsThatError(string ask)
    {
        await using var upstream = await LoopbackUpstream.StartAsync("""{"error":{"message":"busy","code":503}}"""u8.ToArray());

        var failure = await FailedAsync(upstream, ask);

        Assert.Equal(503, failure.Refusal.Status);
        Assert.Contains("busy", failure.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WholeAnswerWhereAStreamWasAskedFor_IsRecordedAsBilled()
    {
        await using var upstream = await LoopbackUpstream.StartAsync("""{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":6}}"""u8.ToArray());

        var failure = await FailedAsync(upstream, AskStream);

        Assert.Equal(new TokenUsage { Input = 5, Output = 6 }, failure.Usage);
    }

    [Fact]
    public async Task Ask_AnswerCutOff_IsInterruptedAndMayHaveBeenBilled()
    {
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("{\"choices\":");
        });

        var failure = await FailedAsync(upstream, Ask);

        Assert.Equal((502, "upstream_interrupted"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.True(failure.MayHaveBilled);
    }

    [Theory]
    [InlineData(Ask, "answer")]
    [InlineData(AskStream, "byte")]
    public async Task Ask_UpstreamNeverAnswers_IsATimeoutAfterTheProvidersLimit(string ask, string waitedFor)
    {
        var arrived = new TaskCompletionSource();
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, http.RequestAborted);
        });

        var asking = FailedAsync(upstream, ask);
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        var failure = await asking;

        Assert.Equal((504, "upstream_timeout"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.Contains($"sent no {waitedFor} within 120 s", failure.Refusal.Message, StringComparison.Ordinal);
        Assert.True(failure.MayHaveBilled);
    }

    [Fact]
    public async Task Ask_ClientGoesAway_CancelsTheUpstream()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            http.RequestAborted.Register(aborted.SetResult);
            arrived.SetResult();
            await aborted.Task;
        });
        using var client = new CancellationTokenSource();

        var asking = AskAsync(upstream, Ask, client.Token);
        await arrived.Task;
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await aborted.Task;
    }

    [Fact]
    public async Task Ask_NobodyListens_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var failure = await FailedAsync(new Uri($"http://127.0.0.1:{free}/v1"), Ask);

        Assert.Equal((502, "upstream_connection_refused"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.False(failure.MayHaveBilled);
    }

    [Fact]
    public async Task Ask_NoSuchHost_SaysSo()
    {
        var failure = await FailedAsync(new Uri("http://no-such-host.invalid/v1"), Ask);

        Assert.Equal((502, "upstream_dns_failure"), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Fact]
    public async Task Ask_TlsToAPlainServer_SaysSo()
    {
        await using var upstream = await LoopbackUpstream.StartAsync("{}"u8.ToArray());

        var failure = await FailedAsync(new UriBuilder(upstream.BaseUrl) { Scheme = "https" }.Uri, Ask);

        Assert.Equal((502, "upstream_tls_failure"), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Fact]
    public async Task Ask_ConnectionClosedUnanswered_MayHaveBeenBilled()
    {
        await using var upstream = await LoopbackUpstream.StartAsync(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

        var failure = await FailedAsync(upstream, Ask);

        Assert.Equal((502, "upstream_connection_reset"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.True(failure.MayHaveBilled);
    }

    [Fact]
    public void Translate_ConnectTimeoutOfTheHandler_IsTheUpstreamsAndNotTheGateways()
    {
        // How SocketsHttpHandler reports its ConnectTimeout; a real one would take its ten seconds.
        var failure = new TaskCanceledException("connect", new TimeoutException());
        using var deadline = new Deadline(_time, CancellationToken.None);

        var told = UpstreamFailures.Translate(failure, deadline, "up");

        Assert.Equal((504, "upstream_connect_timeout"), (told!.Refusal.Status, told.Refusal.Code));
        Assert.False(told.MayHaveBilled);
    }

    private Task<ProviderAnswer> AskAsync(LoopbackUpstream upstream, string json, CancellationToken client = default) =>
        AskAsync(upstream.BaseUrl, json, client);

    private async Task<ProviderAnswer> AskAsync(Uri baseUrl, string json, CancellationToken client = default)
    {
        var request = TestGateway.Request(json, _time);
        var deployment = TestGateway.Deployment(TestGateway.Provider(baseUrl: baseUrl));
        return await TestGateway.OpenAIProvider(_http, _time).AskAsync(TestGateway.Attempt(request, deployment), client);
    }

    private Task<UpstreamException> FailedAsync(LoopbackUpstream upstream, string json) => FailedAsync(upstream.BaseUrl, json);

    private async Task<UpstreamException> FailedAsync(Uri baseUrl, string json) =>
        await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(baseUrl, json));
}
