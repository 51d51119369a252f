using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tollgate.Models;
using Tollgate.Providers;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Targets;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Anthropic;

/// <summary>Over a real socket: what goes out, and what comes of what comes back.</summary>
public sealed class AnthropicProviderTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly UpstreamHttp _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Ask_Whole_SendsTheApisHeadersAndReturnsACompletion()
    {
        string[] seen = [];
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            var headers = http.Request.Headers;
            seen = [http.Request.Path!, headers["x-api-key"]!, headers["anthropic-version"]!, headers["anthropic-beta"]!, headers.Authorization.ToString()];
            http.Response.Headers["request-id"] = "req_up";
            await http.Response.WriteAsync(
                """{"id":"msg_1","type":"message","stop_reason":"end_turn","content":[{"type":"text","text":"Hi 世"}],"usage":{"input_tokens":2,"output_tokens":1}}""");
        });

        await using var answer = (WholeAnswer)await AskAsync(upstream, Messages.Saying("\"betas\":[\"context-1m-2025-08-07\"],\"speed\":\"fast\""));

        Assert.Equal(["/v1/messages", "sk-upstream", "2023-06-01", "context-1m-2025-08-07,fast-mode-2026-02-01", ""], seen);
        Assert.Equal("Hi 世", (string)JsonNode.Parse(answer.Body.Span)!["choices"]![0]!["message"]!["content"]!);
        Assert.Equal(("req_up", 3), (answer.UpstreamRequestId, answer.Usage!.Value.Total));
    }

    [Theory]
    [InlineData("https://api.anthropic.com", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://proxy.example.com/anthropic", "https://proxy.example.com/anthropic/v1/messages")]
    public void Address_WithOrWithoutVersion_IsTheSame(string baseUrl, string address) =>
        Assert.Equal(address, AnthropicMessage.AddressOf(DeploymentAt(new Uri(baseUrl))).AbsoluteUri);

    [Theory]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9"}}""", 400, "context_length_exceeded", "prompt is too long: 9")]
    [InlineData(401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", 502, "upstream_authentication_failed", "rejected the gateway's own")]
    [InlineData(404, """{"type":"error","error":{"type":"not_found_error","message":"model: m"}}""", 404, "model_not_found", "model: m")]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", 503, "upstream_error", "Overloaded")]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low."}}""", 429, "upstream_insufficient_quota", "credit balance")]
    [InlineData(503, "<html><body>secret</body></html>", 503, "upstream_error", "it gave no reason")]
    public async Task Ask_Refused_KeepsTheProvidersWordsUnderOpenAIsCode(int status, string body, int told, string code, string words)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body), status: status);

        var refusal = (await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(upstream, Messages.Saying()))).Refusal;

        Assert.Equal((told, code), (refusal.Status, refusal.Code));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":"message","content":5}""")]
    [InlineData("<html>")]
    public async Task Ask_AnswerThatIsNone_IsTheUpstreamsFault(string body)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body));

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(upstream, Messages.Saying()));

        Assert.Equal((502, true), (failure.Refusal.Status, failure.MayHaveBilled));
    }

    [Theory]
    [InlineData("\"betas\":\"x\"")]
    [InlineData("\"betas\":[\"a\\r\\nx: y\"]")]
    [InlineData("\"betas\":[1]")]
    public void Betas_ThatAreNoNames_AreRefused(string member) => Assert.Equal("betas", Messages.Refused(Messages.Saying(member)).Param);

    private Task<ProviderAnswer> AskAsync(LoopbackUpstream upstream, string json) =>
        new AnthropicProvider(new UpstreamExchange(_http, new TargetLoads(_time), _time))
            .AskAsync(TestGateway.Attempt(TestGateway.Request(json, _time), DeploymentAt(upstream.BaseUrl)), CancellationToken.None);

    private static Deployment DeploymentAt(Uri baseUrl) => TestGateway.Deployment(TestGateway.Provider("anthropic", baseUrl), "claude-haiku-4-5");
}
