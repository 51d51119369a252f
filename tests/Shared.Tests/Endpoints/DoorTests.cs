using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Tollgate.Auth;
using Tollgate.Endpoints;
using Tollgate.Telemetry;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints;

public sealed class DoorTests : IDisposable
{
    private const string Ask = """{"model":"demo","messages":[{"role":"user","content":"hi"}]}""";

    private readonly DoorHarness _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public async Task Serve_WholeRequest_AnswersWithTheGatewaysHeaders()
    {
        var http = _door.Post(Ask);
        http.Request.Headers["x-request-id"] = "mine-1";

        await _door.ServeAsync(http);

        var headers = http.Response.Headers;
        Assert.Equal((200, "application/json"), (http.Response.StatusCode, http.Response.ContentType));
        Assert.Equal(DoorHarness.BodyOf(http).Length, http.Response.ContentLength);
        Assert.Equal(("mine-1", "demo", "1"), ((string)headers["x-request-id"]!, (string)headers["x-tollgate-provider"]!, (string)headers["x-tollgate-attempts"]!));
        Assert.Equal(_door.Ledger.Single.Cost.ToString(), headers["x-tollgate-cost-usd"]);
        Assert.Equal("0", headers["x-tollgate-overhead-ms"]);
        Assert.True(headers.ContainsKey("x-tollgate-model"));
        Assert.Equal(("nosniff", "no-store"), ((string)headers.XContentTypeOptions!, (string)headers.CacheControl!));
        Assert.Equal("mine-1", _door.Ledger.Single.RequestId);
    }

    [Fact]
    public async Task Serve_Stream_EndsWithCostAndMarker()
    {
        var http = _door.Post(Ask.Replace("{\"model\"", "{\"stream\":true,\"model\"", StringComparison.Ordinal));

        await _door.ServeAsync(http);

        var body = DoorHarness.BodyOf(http);
        Assert.Equal("text/event-stream; charset=utf-8", http.Response.ContentType);
        Assert.StartsWith("data: {", body, StringComparison.Ordinal);
        Assert.EndsWith($": x-tollgate-cost-usd: {_door.Ledger.Single.Cost}\n\ndata: [DONE]\n\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"usage\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Embeddings", """{"model":"demo-embedding","input":"a"}""", 200)]
    [InlineData("Completions", """{"model":"demo","prompt":"a"}""", 200)]
    [InlineData("Completions", """{"model":"demo","messages":[{"role":"user","content":"a"}]}""", 200)]
    [InlineData("Completions", """{"model":"demo","prompt":"a","messages":[]}""", 400)]
    [InlineData("Completions", """{"\ud800":1,"model":"demo"}""", 400)]
    [InlineData("Completions", """[1]""", 400)]
    [InlineData("Embeddings", """{"model":"demo-embedding"}""", 400)]
    [InlineData("ChatCompletions", """{"model":"nope","messages":[{"role":"user"}]}""", 404)]
    [InlineData("ChatCompletions", """{"model":"demo","messages":[{"role":"user","content":"/fail 503"}]}""", 503)]
    [InlineData("ListModels", "", 200)]
    [InlineData("OpenApi", "", 200)]
    public async Task Serve_AnyRoute_AnswersWithStatusAndJson(string route, string body, int status)
    {
        var http = _door.Post(body);

        await _door.ServeAsync(http, route);

        Assert.Equal((status, "application/json"), (http.Response.StatusCode, http.Response.ContentType));
        Assert.Equal(status == 200, JsonNode.Parse(DoorHarness.BodyOf(http))!["error"] is null);
    }

    [Theory]
    [InlineData(null, 401, "missing_api_key")]
    [InlineData("Bearer wrong", 401, "invalid_api_key")]
    public async Task Serve_WithoutAValidKey_Is401WithChallenge(string? authorization, int status, string code)
    {
        var http = _door.Post(Ask);
        http.Request.Headers.Authorization = authorization;

        await _door.ServeAsync(http);

        Assert.Equal(status, http.Response.StatusCode);
        Assert.Equal("Bearer", http.Response.Headers.WWWAuthenticate);
        Assert.Equal(code, JsonNode.Parse(DoorHarness.BodyOf(http))!["error"]!["code"]!.GetValue<string>());
        Assert.Empty(_door.Ledger.Records);
    }

    [Theory]
    [InlineData(false, 403)]
    [InlineData(true, 500)]
    public async Task Serve_AdminRoute_LetsOnlyAdminsAtTheEndpoint(bool isAdmin, int status)
    {
        using var door = new DoorHarness(tenant: new Tenant { Id = "acme", ApiKeys = [TestGateway.ApiKey with { IsAdmin = isAdmin }] });
        var http = door.Create("GET");

        await door.ServeAsync(http, FailingEndpoint.Route with { Access = AccessLevel.Admin });

        Assert.Equal(status, http.Response.StatusCode);
    }

    [Fact]
    public async Task Serve_Refused_IsCountedWithTheStatusTheClientGot()
    {
        var counted = new List<object?>();
        var meter = _door.Metrics.Meter;
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(tags[1].Value));
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter && instrument.Name == TelemetryNames.HttpRequests)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();
        var http = _door.Post(Ask);
        http.Request.Headers.Authorization = "Bearer wrong";

        await _door.ServeAsync(http);

        Assert.Equal([401], counted);
    }

    [Fact]
    public async Task Serve_BugInAnEndpoint_Is500WithoutDetails()
    {
        var http = _door.Create("GET");

        await _door.ServeAsync(http, FailingEndpoint.Route);

        var body = DoorHarness.BodyOf(http);
        Assert.Equal(500, http.Response.StatusCode);
        Assert.Equal("internal_error", JsonNode.Parse(body)!["error"]!["code"]!.GetValue<string>());
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_BugAfterBytesWereWritten_CutsTheConnectionAndAddsNoEnvelope()
    {
        var lifetime = new RecordingLifetime();
        var http = _door.Create("GET");
        http.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        http.Request.ContentLength = 10;

        await _door.ServeAsync(http, FailingEndpoint.Route);

        Assert.True(lifetime.IsAborted);
        Assert.DoesNotContain("error", DoorHarness.BodyOf(http), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ClientGoneWhenRefused_LetsNoExceptionOut()
    {
        var http = _door.Post("{}");

        await _door.ServeAsync(http, client: new CancellationToken(canceled: true));

        Assert.Equal("", DoorHarness.BodyOf(http));
    }

    [Fact]
    public async Task Serve_BodyOverTheLimit_Is413()
    {
        using var door = new DoorHarness("""{"server":{"maxBodyMb":1},"providers":{"demo":{}}}""");
        var http = door.Create("POST", Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024 + 1)));

        await door.ServeAsync(http);

        Assert.Equal(413, http.Response.StatusCode);
    }

    private sealed class RecordingLifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
