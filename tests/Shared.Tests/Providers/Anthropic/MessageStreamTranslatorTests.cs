using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Tollgate.Pricing;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class MessageStreamTranslatorTests
{
    private static readonly TokenUsage Billed = new() { Input = 10, CacheRead = 20, CacheWrite = 25, CacheWriteHour = 5, Output = 35, Reasoning = 15 };

    [Fact]
    public void Read_AllKindsOfBlocks_LosesNone()
    {
        var (chunks, usage, failure) = MessageStream.Read(MessageStream.Bytes(MessageStream.Events));

        Assert.Null(failure);
        Assert.Equal("done", chunks[^1]);
        Assert.Equal(Billed, usage);
        var deltas = Deltas(chunks);
        Assert.Equal("Grüße, 世界 😀", Joined(deltas, "content"));
        Assert.Equal("Hm 🤔", Joined(deltas, "reasoning_content"));
        Assert.Equal(
            """[{"type":"thinking","thinking":"Hm 🤔","signature":"a+/b=="}]""",
            Readable(deltas.Single(delta => delta["thinking_blocks"] is not null)["thinking_blocks"]!));
        Assert.Equal(12, (int)deltas.Single(delta => delta["annotations"] is not null)["annotations"]![0]!["file_citation"]!["end_index"]!);
        Assert.Equal([("look", """{"at":"水"}"""), ("ring", "{}")], Calls(deltas));
        Assert.Equal("tool_calls", FinishOf(chunks));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal("msg_1", (string)JsonNode.Parse(chunk)!["id"]!));
        Assert.Equal(110, (int)JsonNode.Parse(chunks[^2])!["usage"]!["total_tokens"]!);
    }

    [Fact]
    public void Read_CutAnywhere_GivesTheSameChunks()
    {
        var sent = MessageStream.Bytes(MessageStream.Events);
        var expected = MessageStream.Read(sent).Chunks;

        Properties.Check(Gen.Choose(0, sent.Length).ListOf(), cuts => Assert.Equal(expected, MessageStream.Read(sent, cuts).Chunks));
        Assert.Equal(expected, MessageStream.Read(sent, Enumerable.Range(1, sent.Length - 1)).Chunks);
    }

    [Fact]
    public void Read_EndsBeforeItsTime_IsAnErrorWhereverThatIs()
    {
        for (var count = 0; count < MessageStream.Events.Length; count++)
        {
            var (chunks, usage, failure) = MessageStream.Read(MessageStream.Bytes(MessageStream.Events.Take(count)));

            Assert.Equal("upstream_interrupted", Assert.IsType<UpstreamException>(failure).Refusal.Code);
            Assert.DoesNotContain("done", chunks);
            Assert.Equal(count > 0, usage is { TotalInput: 60 });
        }
    }

    [Fact]
    public void Read_Cut_TellsWhatWasReadAndEstimatesWhatWasWritten()
    {
        var usage = MessageStream.Read(MessageStream.Bytes(MessageStream.Events.Take(15))).Usage!.Value;

        Assert.Equal((60, true), (usage.TotalInput, usage.IsEstimated));
        Assert.InRange(usage.TotalOutput, 5, 20);
    }

    [Fact]
    public void Read_EndsWithoutUsage_IsEstimatedAndMarkedSo()
    {
        string[] events = [.. MessageStream.Events[..^2], """{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""", MessageStream.Events[^1]];

        var (_, usage, failure) = MessageStream.Read(MessageStream.Bytes(events));

        Assert.Null(failure);
        Assert.True(usage!.Value.IsEstimated);
    }

    [Theory]
    [InlineData("overloaded_error", 503, "upstream_error")]
    [InlineData("api_error", 502, "upstream_error")]
    [InlineData("rate_limit_error", 429, "upstream_rate_limit_exceeded")]
    [InlineData("timeout_error", 504, "upstream_error")]
    [InlineData("invalid_request_error", 400, "upstream_rejected_request")]
    public void Read_ErrorWithin_HasTheStatusItWouldHaveHad(string type, int status, string code)
    {
        string[] events = [.. MessageStream.Events[..9], $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"because"}}"""];

        var (chunks, _, failure) = MessageStream.Read(MessageStream.Bytes(events));

        var refusal = Assert.IsType<UpstreamException>(failure).Refusal;
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        Assert.Contains("because", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Grüße", string.Concat(chunks), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnswerByTool_StreamsItAsContent()
    {
        string[] events =
        [
            MessageStream.Events[0],
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"tollgate_answer","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"n\":"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"1}"}}""",
            """{"type":"content_block_stop","index":0}""",
            .. MessageStream.Events[^2..],
        ];

        var (chunks, _, failure) = MessageStream.Read(MessageStream.Bytes(events), hasAnswerTool: true);

        Assert.Null(failure);
        Assert.Equal("""{"n":1}""", Joined(Deltas(chunks), "content"));
        Assert.Equal("stop", FinishOf(chunks));
    }

    [Fact]
    public void Read_Refusal_TellsWhyAndEndsAsFiltered()
    {
        string[] events =
        [
            MessageStream.Events[0],
            """{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","explanation":"Not this."}},"usage":{"output_tokens":1}}""",
            """{"type":"message_stop"}""",
        ];

        var (chunks, _, _) = MessageStream.Read(MessageStream.Bytes(events));

        Assert.Equal("Not this.", Joined(Deltas(chunks), "refusal"));
        Assert.Equal("content_filter", FinishOf(chunks));
    }

    private static List<JsonNode> Deltas(List<string> chunks) =>
        [.. chunks.Where(chunk => chunk.Contains("\"delta\"", StringComparison.Ordinal)).Select(chunk => JsonNode.Parse(chunk)!["choices"]![0]!["delta"]!)];

    private static string Joined(List<JsonNode> deltas, string member) => string.Concat(deltas.Select(delta => (string?)delta[member]));

    private static List<(string Name, string Arguments)> Calls(List<JsonNode> deltas) =>
    [
        .. deltas.Where(delta => delta["tool_calls"] is not null).Select(delta => delta["tool_calls"]![0]!).GroupBy(call => (int)call["index"]!).Select(call =>
            ((string)call.First()["function"]!["name"]!, string.Concat(call.Select(piece => (string)piece["function"]!["arguments"]!)))),
    ];

    private static string FinishOf(List<string> chunks) =>
        chunks.SkipLast(1).Select(chunk => JsonNode.Parse(chunk)!["choices"]!.AsArray().FirstOrDefault()?["finish_reason"]).Single(reason => reason is not null)!.GetValue<string>();

    private static string Readable(JsonNode node) =>
        node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace("\\uD83E\\uDD14", "🤔", StringComparison.Ordinal);
}
