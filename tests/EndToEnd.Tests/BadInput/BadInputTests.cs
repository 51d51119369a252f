using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.BadInput;

public abstract class BadInputTests(GatewayUnderTest gateway)
{
    [Fact]
    public Task ChatBody_ThatIsWrong_IsRefusedForWhatIsWrongWithIt() => RefuseAllAsync("/v1/chat/completions", BadChatRequests.All);

    [Fact]
    public Task CompletionsBody_ThatIsWrong_IsRefusedForWhatIsWrongWithIt() => RefuseAllAsync("/v1/completions", BadOtherRequests.Completions);

    [Fact]
    public Task EmbeddingsBody_ThatIsWrong_IsRefusedForWhatIsWrongWithIt() => RefuseAllAsync("/v1/embeddings", BadOtherRequests.Embeddings);

    [Fact]
    public async Task BadBody_Refused_ReachesNoUpstream()
    {
        var before = gateway.Simulator.Requests.Count;
        await RefuseAllAsync("/v1/chat/completions", BadChatRequests.All);

        Assert.Equal(before, gateway.Simulator.Requests.Count);
    }

    [Fact]
    public async Task DemoRequest_WithOddMembers_IsAnsweredOrRefused()
    {
        var failures = new List<string>();
        foreach (var oddity in BadOtherRequests.DemoOddities)
        {
            foreach (var stream in new[] { "false", "true" })
            {
                var body = $$"""{"model":"demo","stream":{{stream}},"messages":[{"role":"user","content":"Hi"}],{{oddity}}}""";
                var reply = await gateway.SendAsync(Call.Post("/v1/chat/completions", body));
                if (reply.Status is not (200 or 400))
                {
                    failures.Add($"{body}: {reply.Status} {reply.Text}");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.Empty(gateway.TakeErrors());
    }

    [Theory]
    [InlineData(""" [{"role":"user","content":"\ud800"}] """)]
    [InlineData(""" [{"role":"\udc00","content":"Hi"}] """)]
    [InlineData(""" [{"role":"user","content":[{"type":"text","text":"\ud800"}]}] """)]
    public async Task DemoRequest_WithALoneSurrogate_IsRefused(string messages)
    {
        var reply = await gateway.SendAsync(Call.Post("/v1/chat/completions", $$"""{"model":"demo","messages":{{messages}}}"""));

        AssertRefused(reply, 400, "invalid_json", null);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("nonsense")]
    [InlineData(";;;")]
    public async Task ContentType_ThatIsNotJsonInUtf8_Is415(string type)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { ContentType = type });

        AssertRefused(reply, 415, "unsupported_media_type", null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    [InlineData("application/vnd.api+json")]
    public async Task ContentType_ThatIsJsonOrAbsent_IsTaken(string? type)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { ContentType = type });

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task ContentEncoding_Compressed_Is415()
    {
        using var message = Ask.Whole("Hi").ToMessage();
        message.Content!.Headers.ContentEncoding.Add("gzip");
        using var response = await gateway.Http.SendAsync(message);

        AssertRefused(await Reply.ReadAsync(response), 415, "unsupported_content_encoding", null);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    public async Task Body_ThatIsNotUtf8_IsRefused(byte[] bad)
    {
        byte[] body =
        [
            .. """{"model":"chat","messages":[{"role":"user","content":" """u8, .. bad, .. "\"}]}"u8,
        ];
        var reply = await gateway.SendAsync(new Call { Body = body });

        AssertRefused(reply, 400, "invalid_encoding", null);
    }

    [Theory]
    [InlineData("GET", "/nothing/here")]
    [InlineData("POST", "/v1/chat/completions/more")]
    [InlineData("POST", "/v2/chat/completions")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1/chat/completions%2f..%2f..%2fetc/passwd")]
    [InlineData("DELETE", "/%01")]
    public async Task Route_Unknown_Is404(string method, string path)
    {
        var reply = await gateway.SendAsync(new Call { Method = new HttpMethod(method), Path = path });

        AssertRefused(reply, 404, "unknown_url", null);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/embeddings", "POST")]
    [InlineData("POST", "/v1/models", "GET, HEAD")]
    [InlineData("PUT", "/v1/models/chat", "GET, HEAD")]
    [InlineData("POST", "/health", "GET, HEAD")]
    [InlineData("PATCH", "/openapi.json", "GET, HEAD")]
    [InlineData("OPTIONS", "/v1/completions", "POST")]
    public async Task Method_Unknown_Is405AndSaysWhichIs(string method, string path, string allow)
    {
        var reply = await gateway.SendAsync(new Call { Method = new HttpMethod(method), Path = path });

        AssertRefused(reply, 405, "method_not_allowed", null);
        Assert.Equal(allow, reply.Headers["allow"]);
    }

    [Theory]
    [InlineData("?period=century", "period")]
    [InlineData("?start_date=yesterday", "start_date")]
    [InlineData("?start_date=2026-02-30", "start_date")]
    [InlineData("?end_date=2026-01-01", "start_date")]
    [InlineData("?start_date=2026-01-02&end_date=2026-01-01", "end_date")]
    [InlineData("?start_date=2000-01-01&end_date=2026-01-01", "start_date")]
    [InlineData("?period=day&period=week", "period")]
    [InlineData("?period=day&start_date=2026-01-01", "period")]
    public async Task UsageQuery_ThatIsWrong_IsRefusedByName(string query, string param)
    {
        var reply = await gateway.SendAsync(Call.Get("/v1/analytics/usage" + query));

        AssertRefused(reply, 400, "invalid_value", param);
    }

    private async Task RefuseAllAsync(string path, IReadOnlyList<BadRequest> requests)
    {
        var failures = new List<string>();
        foreach (var bad in requests)
        {
            var reply = await gateway.SendAsync(Call.Post(path, bad.Body));
            try
            {
                AssertRefused(reply, bad.Status, bad.Code, bad.Param);
            }
            catch (Exception wrong) when (wrong is Xunit.Sdk.XunitException or JsonException)
            {
                failures.Add($"{bad.Name}: {reply.Status} {reply.Text} {wrong.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private void AssertRefused(Reply reply, int status, string code, string? param)
    {
        Envelope.Check(reply, status, "invalid_request_error", code, param);
        Assert.Empty(gateway.TakeErrors());
    }
}

public sealed class SelfHostBadInputTests(SelfHostGateway gateway) : BadInputTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppBadInputTests(FunctionAppGateway gateway) : BadInputTests(gateway), IClassFixture<FunctionAppGateway>;
