using Tollgate.Providers;
using Tollgate.Providers.Cohere;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Targets;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Cohere;

/// <summary>Over real sockets: where requests go, and what becomes of refusals.</summary>
public sealed class CohereProviderTests : IDisposable
{
    private const string Ask = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";

    private readonly ManualTimeProvider _time = new();
    private readonly UpstreamHttp _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Ask_Chat_GoesToItsPathWithTheKey()
    {
        string[] seen = [];
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            seen = [http.Request.Path!, http.Request.Headers.Authorization!];
            http.Response.Headers["x-debug-trace-id"] = "trace-1";
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync("""{"id":"c","finish_reason":"COMPLETE","message":{"content":[{"type":"text","text":"Hello"}]}}"""u8.ToArray());
        });

        await using var told = await AskAsync(upstream);

        Assert.Equal(["/v1/chat", "Bearer sk-upstream"], seen);
        Assert.Equal("trace-1", told.UpstreamRequestId);
    }

    [Theory]
    [InlineData(400, "too many tokens: the prompt exceeds the limit", 400, "context_length_exceeded")]
    [InlineData(422, "unknown field: parameter 'x' is not a valid field", 422, "upstream_rejected_request")]
    [InlineData(404, "model 'm' not found", 404, "model_not_found")]
    [InlineData(498, "blocked input", 400, "content_policy_violation")]
    [InlineData(429, "limited to 1000 API calls / month", 429, "upstream_insufficient_quota")]
    [InlineData(429, "limited to 20 API calls / minute", 429, "upstream_rate_limit_exceeded")]
    [InlineData(401, "invalid api token", 502, "upstream_authentication_failed")]
    [InlineData(503, "overloaded", 503, "upstream_error")]
    public async Task Ask_Refused_IsToldWithOpenAIsCode(int status, string message, int expected, string code)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(
            System.Text.Encoding.UTF8.GetBytes($$"""{"id":"x","message":"{{message}}"}"""), status: status);

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(upstream));

        Assert.Equal((expected, code), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Fact]
    public async Task Ask_HtmlErrorPage_IsABadGateway()
    {
        await using var upstream = await LoopbackUpstream.StartAsync("<html>"u8.ToArray(), "text/html", 502);

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(upstream));

        Assert.Equal(502, failure.Refusal.Status);
    }

    private Task<ProviderAnswer> AskAsync(LoopbackUpstream upstream) => new CohereProvider(new UpstreamExchange(_http, new TargetLoads(_time), _time))
        .AskAsync(TestGateway.Attempt(TestGateway.Request(Ask, _time), CohereWriting.Deployment(upstream.BaseUrl)), CancellationToken.None);
}
