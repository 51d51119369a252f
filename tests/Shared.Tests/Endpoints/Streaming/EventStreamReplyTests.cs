using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tollgate.Endpoints;
using Tollgate.Endpoints.Streaming;
using Tollgate.Pipeline;
using Tollgate.Pricing;
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
        Assert.Equal(": x-tollgate-cost-usd: 0.0012", lines[1]);
        Assert.Equal("upstream_interrupted", JsonNode.Parse(lines[2]["data: ".Length..])!["error"]!["code"]!.GetValue<string>());
        Assert.Equal(3, lines.Length);
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

    private GatewayRequest CreateRequest() => TestGateway.Request("""{"model":"m","stream":true,"messages":[{"role":"user"}]}""", _time);

    private EventStreamReply CreateReply(GatewayRequest? request = null) => new(
        new Exchange(_http, "req_1", TestGateway.Configuration(), _time, CancellationToken.None), request ?? CreateRequest(), _time);

    private string Body() => Encoding.UTF8.GetString(((MemoryStream)_http.Response.Body).ToArray());
}
