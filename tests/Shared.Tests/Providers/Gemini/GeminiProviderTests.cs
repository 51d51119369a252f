using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Providers.Gemini;
using Tollgate.Providers.Images;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Targets;
using Tollgate.State;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Gemini;

/// <summary>Over real sockets: where requests go, and what comes of errors.</summary>
public sealed class GeminiProviderTests : IDisposable
{
    private const string Ask = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    private const string Answer = """{"candidates":[{"content":{"parts":[{"text":"Ho"}]},"finishReason":"STOP"}]}""";

    private readonly ManualTimeProvider _time = new();
    private readonly UpstreamHttp _http = new();
    private readonly ImageFetcher _images;

    public GeminiProviderTests() => _images = new ImageFetcher(ImageHttp.CreateHandler(), _time);

    public void Dispose()
    {
        _http.Dispose();
        _images.Dispose();
    }

    [Theory]
    [InlineData("gemini-2.5-pro", "/v1/models/gemini-2.5-pro:generateContent")]
    [InlineData("tunedModels/my model", "/v1/tunedModels/my%20model:generateContent")]
    public async Task Ask_Whole_GoesToTheModelWithTheKeyInAHeader(string model, string path)
    {
        string?[] seen = [];
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            seen = [http.Request.Path!, http.Request.QueryString.Value!, http.Request.Headers["x-goog-api-key"], http.Request.Headers.Authorization];
            await http.Response.WriteAsync(Answer);
        });

        await using var told = (WholeAnswer)await AskAsync(upstream, Ask, model: model);

        Assert.Equal($"{path}||sk-upstream|", string.Join('|', seen));
        Assert.Equal("Ho", (string?)JsonNode.Parse(told.Body.Span)!["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", "API key not valid.", """[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]""", 502, "upstream_authentication_failed")]
    [InlineData(403, "PERMISSION_DENIED", "No.", "[]", 502, "upstream_authentication_failed")]
    [InlineData(400, "INVALID_ARGUMENT", "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).", "[]", 400, "context_length_exceeded")]
    [InlineData(400, "INVALID_ARGUMENT", "Unknown name.", "[]", 400, "INVALID_ARGUMENT")]
    [InlineData(404, "NOT_FOUND", "models/x is not found for API version v1beta", "[]", 404, "model_not_found")]
    [InlineData(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.", "[]", 429, "upstream_insufficient_quota")]
    [InlineData(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", """[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]""", 429, "upstream_rate_limit_exceeded")]
    [InlineData(503, "UNAVAILABLE", "The model is overloaded.", "[]", 503, "upstream_error")]
    public async Task Ask_UpstreamRefuses_IsMappedToOpenAIsCodes(int status, string name, string message, string details, int told, string code)
    {
        var body = $$$"""{"error":{"code":{{{status}}},"message":"{{{message}}}","status":"{{{name}}}","details":{{{details}}}}}""";
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body), status: status);

        var refusal = (await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(upstream, Ask))).Refusal;

        Assert.Equal((told, code), (refusal.Status, refusal.Code));
        Assert.Equal(code != "upstream_authentication_failed", refusal.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(details.Contains("34.5s", StringComparison.Ordinal) ? TimeSpan.FromSeconds(34.5) : null, refusal.RetryAfter);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("<html>")]
    [InlineData("""{"message":"of a proxy"}""")]
    [InlineData("""{"error":"words"}""")]
    [InlineData("""{"error":{"message":7,"details":{}}}""")]
    [InlineData("""{"error":{"message":"x","details":["y"]}}""")]
    public async Task Ask_ErrorThatIsNotGoogles_IsAnErrorAllTheSame(string body)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body), status: 400);

        var refusal = (await Assert.ThrowsAsync<UpstreamException>(() => AskAsync(upstream, Ask))).Refusal;

        Assert.Equal((400, "upstream_rejected_request"), (refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task Ask_ImageByAddress_IsRefusedUnlessItsHostIsAllowed()
    {
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(Answer));

        var refused = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(
            upstream, """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]}"""));

        Assert.Equal(("image_url_not_allowed", "messages[0].content[0].image_url.url"), (refused.Refusal.Code, refused.Refusal.Param));
    }

    [Fact]
    public async Task Ask_Embeddings_AreOneBatchAndComeInTheFormAskedFor()
    {
        var sent = "";
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            sent = await new StreamReader(http.Request.Body).ReadToEndAsync();
            await http.Response.WriteAsync("""{"embeddings":[{"values":[0.5,-1]},{"values":[1,2]}],"usageMetadata":{"promptTokenCount":3} }""");
        });
        const string asked = """ {"model":"m","input":["a","b"],"dimensions":2,"task_type":"RETRIEVAL_QUERY" """;

        await using var floats = (WholeAnswer)await AskAsync(upstream, asked + "}", Operation.Embeddings);
        await using var base64 = (WholeAnswer)await AskAsync(upstream, asked + ""","encoding_format":"base64"}""", Operation.Embeddings);

        Assert.Equal(
            """{"requests":[{"model":"models/gemini-2.5-flash","content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":2},{"model":"models/gemini-2.5-flash","content":{"parts":[{"text":"b"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":2}]}""",
            sent);
        Assert.Equal(
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]},{"object":"embedding","index":1,"embedding":[1,2]}],"model":"gemini-2.5-flash","usage":{"prompt_tokens":3,"total_tokens":3}}""",
            Encoding.UTF8.GetString(floats.Body.Span));
        Assert.Equal(Convert.ToBase64String([0, 0, 0, 63, 0, 0, 128, 191]), (string?)JsonNode.Parse(base64.Body.Span)!["data"]![0]!["embedding"]);
        Assert.Equal(3, floats.Usage!.Value.Input);
    }

    [Theory]
    [InlineData("""{"model":"m","input":[1,2]}""", "unsupported_parameter", "input")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"hex"}""", "invalid_value", "encoding_format")]
    [InlineData("""{"model":"m","input":"a","made_up":1}""", "unsupported_parameter", "made_up")]
    public async Task Ask_EmbeddingsThatGeminiCannotMake_AreRefusedByName(string body, string code, string param)
    {
        await using var upstream = await LoopbackUpstream.StartAsync("{}"u8.ToArray());

        var refused = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(upstream, body, Operation.Embeddings));

        Assert.Equal((code, param), (refused.Refusal.Code, refused.Refusal.Param));
    }

    private async Task<ProviderAnswer> AskAsync(LoopbackUpstream upstream, string body, Operation operation = Operation.Chat, string model = "gemini-2.5-flash")
    {
        var provider = new GeminiProvider(new UpstreamExchange(_http, new TargetLoads(_time), _time), _images, new RandomIdSource());
        var deployment = TestGateway.Deployment(TestGateway.Provider("gemini", upstream.BaseUrl), model);
        return await provider.AskAsync(TestGateway.Attempt(TestGateway.Request(body, _time, operation), deployment), CancellationToken.None);
    }
}
