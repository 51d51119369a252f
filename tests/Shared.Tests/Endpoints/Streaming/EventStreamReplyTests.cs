using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tollgate.Endpoints;
using Tollgate.Endpoints.Streaming;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Routing.Attempts;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints.Streaming;

public sealed class EventStreamReplyTests
{
    private static readonly Settled Settled = new(default, Money.FromUsd(0.0012m));
    private static readonly Refusal Broken = Refusal.Upstream("upstream_interrupted", "It broke \"off\".") with { RetryAfter = TimeSpan.FromMilliseconds(1500) };

    private readonly ManualTimeProvider _time = new();
    private readonly DefaultHttpContext _http = new() { Response = { Body = new MemoryStream() } };

    [Fact]
    public async Task Events_ThenCompletion_EndWithCostAndMarker()
    {
        await using var reply = CreateReply();

        await reply.WriteEventAsync("{\"a\":1}"u8.ToArray(), CancellationToken.None);
        await reply.CompleteAsync(Settled, CancellationToken.None);

        Assert.Equal("data: {\"a\":1}\n\n: x-tollgate-cost-usd: 0.0012\n\ndata: [DONE]\n\n", Body());
        Assert.Equal((200, "text/event-stream; charset=utf-8", "no"), (_http.Response.StatusCode, _http.Response.ContentType, (string)_http.Response.Headers["X-Accel-Buffering"]!));
        Assert.False(_http.Response.Headers.ContainsKey("x-tollgate-cost-usd"));
    }

    [Fact]
    public async Task Event_StaysInTheBufferUntilFlushed()
    {
        await using var reply = CreateReply();

        await reply.WriteEventAsync("1"u8.ToArray(), CancellationToken.None);
        Assert.Equal("", Body());

        await reply.FlushAsync(CancellationToken.None);
        Assert.Equal("data: 1\n\n", Body());
    }

    [Fact]
    public async Task Events_NeverFlushed_DoNotPileUp()
    {
        await using var reply = CreateReply();
        var chunk = new byte[1000];

        for (var i = 0; i < 100; i++)
        {
            await reply.WriteEventAsync(chunk, CancellationToken.None);
        }

        Assert.InRange(_http.Response.BodyWriter.UnflushedBytes, 0, 20_000);
        Assert.True(Body().Length > 80_000);
    }

    [Fact]
    public async Task Silence_OfFifteenSeconds_IsKeptAlive()
    {
        await using var reply = CreateReply();

        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal("", Body());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(": keep-alive\n\n", Body());
        Assert.Equal("text/event-stream; charset=utf-8", _http.Response.ContentType);
        _time.Advance(TimeSpan.FromSeconds(7.5));
        Assert.Equal(": keep-alive\n\n: keep-alive\n\n", Body());
    }

    [Fact]
    public async Task Silence_BrokenByEvents_NeedsNoComment()
    {
        await using var reply = CreateReply();

        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            await reply.WriteEventAsync("1"u8.ToArray(), CancellationToken.None);
        }

        Assert.DoesNotContain("keep-alive", Body(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_WhileAProviderIsWaitedFor_CountsTheWaitAsTheProviders()
    {
        var request = CreateRequest();
        await using var reply = CreateReply(request);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        request.UpstreamWait.Begin();

        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(": keep-alive\n\n", Body());
        Assert.Equal("2", _http.Response.Headers["x-tollgate-overhead-ms"]);
    }

    [Fact]
    public async Task Failure_BeforeTheFirstByte_IsAStatusAndAnEnvelope()
    {
        await using var reply = CreateReply();

        await reply.FailAsync(Broken, Settled, CancellationToken.None);

        Assert.Equal((502, "application/json"), (_http.Response.StatusCode, _http.Response.ContentType));
        Assert.Equal("It broke \"off\".", JsonNode.Parse(Body())!["error"]!["message"]!.GetValue<string>());
        Assert.Equal(("2", "1500"), ((string)_http.Response.Headers.RetryAfter!, (string)_http.Response.Headers["retry-after-ms"]!));
        Assert.Equal("0.0012", _http.Response.Headers["x-tollgate-cost-usd"]);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("keep-alive", Body(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failure_AfterTheFirstByte_IsAnErrorEventWithoutMarker(bool byEvent)
    {
        await using var reply = CreateReply();
        if (byEvent)
        {
            await reply.WriteEventAsync("1"u8.ToArray(), CancellationToken.None);
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        await reply.FailAsync(Broken, Settled, CancellationToken.None);

        var lines = Body().Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(200, _http.Response.StatusCode);
        Assert.Equal(byEvent ? [] : [": x-tollgate-attempts: 0"], lines[1..^2]);
        Assert.Equal(": x-tollgate-cost-usd: 0.0012", lines[^2]);
        Assert.Equal("upstream_interrupted", JsonNode.Parse(lines[^1]["data: ".Length..])!["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Dispose_StopsTheComments()
    {
        var reply = CreateReply();
        await reply.DisposeAsync();

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("", Body());
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Head_OfAnAnsweredRequest_NamesProviderModelAttemptsAndItsOwnId()
    {
        var request = CreateRequest();
        request.Begin(TestGateway.Attempt(request));
        request.Attempt!.UpstreamRequestId = "up-5";
        await using var reply = CreateReply(request);

        await reply.WriteEventAsync("1"u8.ToArray(), CancellationToken.None);

        var headers = _http.Response.Headers;
        Assert.Equal(["up", "upstream-model", "1", "up-5"],
            new[] { "provider", "model", "attempts", "upstream-request-id" }.Select(name => (string?)headers[$"x-tollgate-{name}"]));
    }

    [Fact]
    public async Task Comment_BeforeAnAnswer_LeavesWhoAnswersToTheEnd()
    {
        var request = CreateRequest();
        await using var reply = CreateReply(request);

        await AnswerAfterAnotherWasSilentAsync(request, reply);

        var headers = _http.Response.Headers;
        Assert.DoesNotContain(headers.Keys, name => AnswerHeaders.Names.Contains(name));
        Assert.True(headers.ContainsKey("x-tollgate-overhead-ms"));
        Assert.Equal(
            ": keep-alive\n\ndata: 1\n\n: x-tollgate-provider: c\n\n: x-tollgate-model: upstream-model\n\n: x-tollgate-upstream-request-id: up-2\n\n"
            + ": x-tollgate-max-tokens-clamped: 7\n\n: x-tollgate-attempts: 2\n\n: x-tollgate-cost-usd: 0.0012\n\ndata: [DONE]\n\n",
            Body());
        Assert.Equal(["1", "[DONE]"], SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(Body()))).Enumerate().Select(read => read.Data));
    }

    [Fact]
    public async Task Comment_BeforeAnAnswer_LeavesWhoAnswersToTheTrailersWhereThereAreAny()
    {
        var feature = new TrailersFeature();
        _http.Features.Set<IHttpResponseTrailersFeature>(feature);
        var request = CreateRequest();
        await using var reply = CreateReply(request);

        await AnswerAfterAnotherWasSilentAsync(request, reply);

        Assert.Equal(string.Join(',', (string[])["x-tollgate-cost-usd", .. AnswerHeaders.Names]), _http.Response.Headers.Trailer);
        Assert.Equal(("c", "2", "0.0012"), (
            (string?)feature.Trailers["x-tollgate-provider"], (string?)feature.Trailers["x-tollgate-attempts"], (string?)feature.Trailers["x-tollgate-cost-usd"]));
    }

    [Fact]
    public async Task Comment_AfterAnAnswerHasBegun_LeavesTheHeadersAsTheyAre()
    {
        var request = CreateRequest();
        request.Begin(TestGateway.Attempt(request));
        await using var reply = CreateReply(request);
        await reply.WriteEventAsync("1"u8.ToArray(), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(15));

        await reply.CompleteAsync(Settled, CancellationToken.None);

        Assert.Equal("up", _http.Response.Headers["x-tollgate-provider"]);
        Assert.Equal("data: 1\n\n: keep-alive\n\n: x-tollgate-cost-usd: 0.0012\n\ndata: [DONE]\n\n", Body());
    }

    [Fact]
    public async Task Failure_WhereTheLastAttemptWasNotMade_NamesTheOneThatWas()
    {
        var request = CreateRequest();
        Fail(request, Asked(request, "a", "up-1"));
        request.TakeBack(Asked(request, "b", "up-2"));
        await using var reply = CreateReply(request);

        await reply.FailAsync(Broken, Settled, CancellationToken.None);

        var headers = _http.Response.Headers;
        Assert.Equal(("a", "1"), ((string?)headers["x-tollgate-provider"], (string?)headers["x-tollgate-attempts"]));
        Assert.False(headers.ContainsKey("x-tollgate-upstream-request-id"));
    }

    /// <summary>The first attempt says nothing until a comment has gone out; the second one answers.</summary>
    private async Task AnswerAfterAnotherWasSilentAsync(GatewayRequest request, EventStreamReply reply)
    {
        var silent = Asked(request, "a", "up-1");
        _time.Advance(TimeSpan.FromSeconds(15));
        Fail(request, silent);
        Asked(request, "c", "up-2").OutputBound = 7;
        await reply.WriteEventAsync("1"u8.ToArray(), CancellationToken.None);
        await reply.CompleteAsync(Settled, CancellationToken.None);
    }

    private static Attempt Asked(GatewayRequest request, string provider, string upstreamId)
    {
        var attempt = TestGateway.Attempt(request, TestGateway.Deployment(TestGateway.Provider() with { Name = provider }));
        request.Begin(attempt);
        attempt.UpstreamRequestId = upstreamId;
        return attempt;
    }

    private static void Fail(GatewayRequest request, Attempt attempt) =>
        request.End(attempt, new FailedAttempt(attempt.Deployment, "upstream_timeout", 504, attempt.Latency, default, Money.Zero));

    private GatewayRequest CreateRequest() => TestGateway.Request("""{"model":"m","stream":true,"messages":[{"role":"user"}]}""", _time);

    private EventStreamReply CreateReply(GatewayRequest? request = null) => new(
        new Exchange(_http, "req_1", TestGateway.Configuration(), _time, CancellationToken.None), request ?? CreateRequest(), _time);

    private string Body() => Encoding.UTF8.GetString(((MemoryStream)_http.Response.Body).ToArray());

    private sealed class TrailersFeature : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
