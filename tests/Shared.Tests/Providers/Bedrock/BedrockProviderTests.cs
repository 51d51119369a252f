using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers;
using Tollgate.Providers.Bedrock;
using Tollgate.Providers.Bedrock.Http;
using Tollgate.Providers.Images;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Targets;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Bedrock;

/// <summary>Over real sockets: what comes of everything that Bedrock may answer.</summary>
public sealed class BedrockProviderTests : IDisposable
{
    private const string Whole =
        """
        {"output":{"message":{"role":"assistant","content":[
          {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"reasoningContent":{"redactedContent":"AAAA"}},
          {"text":"a"},{"citationsContent":{"content":[{"text":"b"}],"citations":[{"title":"t","location":{"web":{"url":"https://x"}}}]}},
          {"toolUse":{"toolUseId":"t1","name":"f","input":{"x":1}}}]}},
         "stopReason":"tool_use","usage":{"inputTokens":10,"outputTokens":5,"totalTokens":29,"cacheReadInputTokens":4,"cacheWriteInputTokens":10,
          "cacheDetails":[{"ttl":"1h","inputTokens":7},{"ttl":"5m","inputTokens":3}]},"trace":{"guardrail":{"x":1}}}
        """;

    private static readonly byte[] Streamed =
    [
        .. Frames.Event("messageStart", """{"role":"assistant"}"""),
        .. Frames.Event("contentBlockDelta", """{"delta":{"reasoningContent":{"text":"hm"}},"contentBlockIndex":0}"""),
        .. Frames.Event("contentBlockDelta", """{"delta":{"reasoningContent":{"signature":"s"}},"contentBlockIndex":0}"""),
        .. Frames.Event("contentBlockStop", """{"contentBlockIndex":0}"""),
        .. Frames.Event("contentBlockDelta", """{"delta":{"text":"a水"},"contentBlockIndex":1}"""),
        .. Frames.Event("contentBlockStop", """{"contentBlockIndex":1}"""),
        .. Frames.Event("contentBlockStart", """{"start":{"toolUse":{"toolUseId":"t1","name":"f"}},"contentBlockIndex":2}"""),
        .. Frames.Event("contentBlockDelta", """{"delta":{"toolUse":{"input":"{\"x\":1}"}},"contentBlockIndex":2}"""),
        .. Frames.Event("contentBlockStop", """{"contentBlockIndex":2}"""),
        .. Frames.Event("contentBlockStart", """{"start":{"toolUse":{"toolUseId":"t2","name":"g"}},"contentBlockIndex":3}"""),
        .. Frames.Event("contentBlockStop", """{"contentBlockIndex":3}"""),
        .. Frames.Event("messageStop", """{"stopReason":"tool_use"}"""),
        .. Frames.Event("metadata", """{"usage":{"inputTokens":10,"outputTokens":5},"metrics":{"latencyMs":1}}"""),
    ];

    private readonly ManualTimeProvider _time = new();
    private readonly UpstreamHttp _http = new();
    private readonly ImageFetcher _images;

    public BedrockProviderTests() => _images = new ImageFetcher(ImageHttp.CreateHandler(), _time);

    public void Dispose()
    {
        _images.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Whole_WithEverything_LosesNothing()
    {
        var (message, usage) = await AskAsync(Encoding.UTF8.GetBytes(Whole));

        Assert.Equal("ab", (string?)message["content"]);
        Assert.Equal("hm", (string?)message["reasoning_content"]);
        Assert.Equal("""[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"AAAA"}]""", message["thinking_blocks"]!.ToJsonString());
        Assert.Equal("""{"x":1}""", (string?)message["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal((1, 2, "https://x"), ((int)message["annotations"]![0]!["url_citation"]!["start_index"]!, (int)message["annotations"]![0]!["url_citation"]!["end_index"]!, (string?)message["annotations"]![0]!["url_citation"]!["url"]));
        Assert.Equal(1, (int)message["trace"]!["guardrail"]!["x"]!);
        Assert.Equal(new TokenUsage { Input = 10, CacheRead = 4, CacheWrite = 3, CacheWriteHour = 7, Output = 5 }, usage);
    }

    [Fact]
    public async Task Streamed_WithEverything_LosesNothing()
    {
        await using var upstream = await StreamingAsync(Streamed);

        var (chunks, usage) = await StreamAsync(upstream);

        var deltas = chunks.Where(chunk => chunk["choices"]!.AsArray().Count > 0).Select(chunk => chunk["choices"]![0]!["delta"]!).ToArray();
        Assert.Equal("a水", string.Concat(deltas.Select(delta => (string?)delta["content"])));
        Assert.Equal("hm", string.Concat(deltas.Select(delta => (string?)delta["reasoning_content"])));
        Assert.Equal("s", (string?)deltas.Single(delta => delta["thinking_blocks"] is not null)["thinking_blocks"]![0]!["signature"]);
        var calls = deltas.Where(delta => delta["tool_calls"] is not null).Select(delta => delta["tool_calls"]![0]!).ToArray();
        Assert.Equal([0, 0, 1, 1], calls.Select(call => (int)call["index"]!));
        Assert.Equal(["", """{"x":1}""", "", "{}"], calls.Select(call => (string?)call["function"]!["arguments"]));
        Assert.Contains(chunks, chunk => chunk["choices"]!.AsArray().Count > 0 && (string?)chunk["choices"]![0]!["finish_reason"] == "tool_calls");
        Assert.Equal(new TokenUsage { Input = 10, Output = 5 }, usage);
    }

    [Fact]
    public void Whole_Damaged_IsAnAnswerOrToldAsTheUpstreamsFault() =>
        Properties.Check(Gen.Choose(0, Whole.Length - 1).SelectMany(index => Gen.Choose(32, 126).Select(value => (index, (char)value))), change =>
        {
            var damaged = new StringBuilder(Whole) { [change.index] = change.Item2 }.ToString();

            var failure = Record.ExceptionAsync(() => AskAsync(Encoding.UTF8.GetBytes(damaged))).GetAwaiter().GetResult();

            Assert.True(failure is null or UpstreamException, $"{failure}");
        }, runs: 100);

    [Theory]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("content_filtered", "content_filter")]
    [InlineData("guardrail_intervened", "content_filter")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("end_turn", "stop")]
    public async Task StopReason_IsWhatOpenAICallsIt(string reason, string expected)
    {
        var body = $$$"""{"output":{"message":{"content":[{"text":"a"}]}},"stopReason":"{{{reason}}}","usage":{"inputTokens":1,"outputTokens":1}}""";
        await using var upstream = await LoopbackUpstream.StartAsync(Encoding.UTF8.GetBytes(body));
        await using var answer = (WholeAnswer)await StartAsync(upstream, BedrockHarness.Ask());

        Assert.Equal(expected, (string?)JsonNode.Parse(answer.Body.Span)!["choices"]![0]!["finish_reason"]);
    }

    [Theory]
    [InlineData(400, "ValidationException:http://x", "The provided model identifier is invalid.", 400, "model_not_found")]
    [InlineData(400, "ValidationException", "prompt is too long: 9 tokens > 8 maximum", 400, "context_length_exceeded")]
    [InlineData(400, "ValidationException", "Output blocked by content filtering policy", 400, "content_policy_violation")]
    [InlineData(404, "ResourceNotFoundException", "no", 404, "model_not_found")]
    [InlineData(429, "ThrottlingException", "slow down", 429, "upstream_rate_limit_exceeded")]
    [InlineData(403, "AccessDeniedException", "no", 502, "upstream_authentication_failed")]
    [InlineData(424, "ModelErrorException", "no", 502, "upstream_error")]
    public async Task Error_OfBedrocks_IsOpenAIsWhereItMeansTheSame(int status, string kind, string message, int expected, string code)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(
            Encoding.UTF8.GetBytes(new JsonObject { ["message"] = message }.ToJsonString()), "application/json", status, ("x-amzn-ErrorType", kind));

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => StartAsync(upstream, BedrockHarness.Ask()));

        Assert.Equal((expected, code), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Fact]
    public async Task Error_ThatIsAPage_IsTheStatusAlone()
    {
        await using var upstream = await LoopbackUpstream.StartAsync("<html>"u8.ToArray(), "text/html", 503);

        var failure = await Assert.ThrowsAsync<UpstreamException>(() => StartAsync(upstream, BedrockHarness.Ask()));

        Assert.Equal(503, failure.Refusal.Status);
    }

    [Fact]
    public async Task Embeddings_WhereOneCallFails_TellWhatTheOthersBilled()
    {
        await using var upstream = await LoopbackUpstream.StartAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var fails = (await reader.ReadToEndAsync()).Contains("bad", StringComparison.Ordinal);
            http.Response.StatusCode = fails ? 500 : 200;
            await http.Response.Body.WriteAsync("""{"embedding":[1.0],"inputTextTokenCount":3}"""u8.ToArray());
        });

        var failure = await Assert.ThrowsAsync<UpstreamException>(
            () => StartAsync(upstream, """{"model":"m","input":["bad"]}""", "amazon.titan-embed-text-v2:0", Operation.Embeddings));
        await using var answer = (WholeAnswer)await StartAsync(upstream, """{"model":"m","input":["a","b"]}""", "amazon.titan-embed-text-v2:0", Operation.Embeddings);

        Assert.Null(failure.Usage);
        Assert.Equal(new TokenUsage { Input = 6 }, answer.Usage);
    }

    [Theory]
    [InlineData("""{"model":"m","input":[1,2]}""", "amazon.titan-embed-text-v2:0", "input")]
    [InlineData("""{"model":"m","input":"a","dimensions":5}""", "amazon.titan-embed-text-v1", "dimensions")]
    [InlineData("""{"model":"m","input":"a","dimensions":5}""", "cohere.embed-english-v3", "dimensions")]
    [InlineData("""{"model":"m","input":"a","input_type":"search_query"}""", "amazon.titan-embed-text-v2:0", "input_type")]
    public async Task Embeddings_ThatTheModelCannotDo_AreRefusedByName(string body, string model, string param)
    {
        await using var upstream = await LoopbackUpstream.StartAsync("{}"u8.ToArray());

        var refusal = (await Assert.ThrowsAsync<RefusalException>(() => StartAsync(upstream, body, model, Operation.Embeddings))).Refusal;

        Assert.Equal(("unsupported_parameter", param), (refusal.Code, refusal.Param));
    }

    private static Task<LoopbackUpstream> StreamingAsync(byte[] bytes) => LoopbackUpstream.StartAsync(bytes, "application/vnd.amazon.eventstream");

    private async Task<(JsonNode Message, TokenUsage? Usage)> AskAsync(byte[] body)
    {
        await using var upstream = await LoopbackUpstream.StartAsync(body);
        await using var answer = (WholeAnswer)await StartAsync(upstream, BedrockHarness.Ask());
        return (JsonNode.Parse(answer.Body.Span)!["choices"]![0]!["message"]!, answer.Usage);
    }

    private async Task<(List<JsonNode> Chunks, TokenUsage? Usage)> StreamAsync(LoopbackUpstream upstream)
    {
        await using var answer = (StreamedAnswer)await StartAsync(upstream, BedrockHarness.Ask("\"stream\":true"));
        var chunks = new List<JsonNode>();
        await foreach (var read in answer.ReadEventsAsync())
        {
            if (read.Kind != StreamEventKind.Done)
            {
                chunks.Add(JsonNode.Parse(read.Data.Span)!);
            }
        }

        return (chunks, answer.Usage);
    }

    private Task<ProviderAnswer> StartAsync(LoopbackUpstream upstream, string json, string model = BedrockHarness.Haiku, Operation operation = Operation.Chat)
    {
        var carrier = new BedrockHttpCarrier(new UpstreamExchange(_http, new TargetLoads(_time), _time), _time);
        return new BedrockProvider(carrier, _images)
            .AskAsync(TestGateway.Attempt(TestGateway.Request(json, _time, operation), BedrockHarness.Deployment(model, upstream.BaseUrl)), CancellationToken.None);
    }
}
