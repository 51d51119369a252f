using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Gemini;

public sealed class GeminiStreamTests
{
    private static readonly string[] Whole =
    [
        """{"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"responseId":"r1"}""",
        """{"candidates":[{"content":{"parts":[{"text":"Grüße, 世界 😀"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"responseId":"r1"}""",
        """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"look","args":{"at":1}},"thoughtSignature":"c2ln"}],"role":"model"},"index":0}]}""",
        """{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":2,"totalTokenCount":16},"responseId":"r1"}""",
    ];

    [Fact]
    public async Task Translate_SplitAnywhere_GivesTheSameChunks()
    {
        var sent = GeminiHarness.Sse(Whole);
        var expected = await GeminiHarness.StreamAsync(sent);

        Properties.Check(Gen.Choose(1, sent.Length - 1).ListOf(), cuts =>
        {
            var read = GeminiHarness.StreamAsync([.. Pieces(sent, [.. cuts])]).GetAwaiter().GetResult();

            Assert.Equal(expected.Chunks.Select(chunk => chunk.ToJsonString()), read.Chunks.Select(chunk => chunk.ToJsonString()));
            Assert.Equal(expected.Usage, read.Usage);
        });
    }

    [Fact]
    public async Task Translate_Stream_SaysWhatTheWholeAnswerSays()
    {
        var (chunks, usage) = await GeminiHarness.StreamAsync(GeminiHarness.Sse(Whole));

        Assert.Equal("Hm", Said(chunks, "reasoning_content"));
        Assert.Equal("Grüße, 世界 😀", Said(chunks, "content"));
        var calls = chunks.SelectMany(Deltas).Select(delta => delta["tool_calls"]?[0]).OfType<JsonNode>().ToArray();
        Assert.Equal(["call_1", null], calls.Select(call => (string?)call["id"]));
        Assert.Equal("""{"at":1}""", string.Concat(calls.Select(call => (string?)call["function"]!["arguments"])));
        Assert.Equal("c2ln", (string?)calls[0]["extra_content"]!["google"]!["thought_signature"]);
        Assert.Equal("tool_calls", (string?)chunks[^2]["choices"]![0]!["finish_reason"]);
        Assert.All(chunks, chunk => Assert.Equal("r1", (string?)chunk["id"]));
        Assert.Equal((9, 5, 2), (usage!.Value.Input, usage.Value.Output, usage.Value.Reasoning));
        Assert.Equal(7, (int)chunks[^1]["usage"]!["completion_tokens"]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Translate_StreamThatEndsBeforeItsAnswer_IsInterrupted(int events)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => GeminiHarness.StreamAsync(GeminiHarness.Sse(Whole[..events])));

        Assert.Equal((502, "upstream_interrupted", true), (failure.Refusal.Status, failure.Refusal.Code, failure.MayHaveBilled));
    }

    [Fact]
    public async Task Translate_SecondCandidateThatNeverFinishes_IsInterrupted()
    {
        var sent = GeminiHarness.Sse(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]},"index":0},{"content":{"parts":[{"text":"b"}]},"index":1}]}""",
            """{"candidates":[{"finishReason":"STOP","index":0}]}""");

        Assert.Equal("upstream_interrupted", (await Assert.ThrowsAsync<UpstreamException>(() => GeminiHarness.StreamAsync(sent))).Refusal.Code);
    }

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}""", 503, "upstream_error")]
    [InlineData("""{"error":{"code":429,"message":"Slow down","status":"RESOURCE_EXHAUSTED"}}""", 429, "upstream_rate_limit_exceeded")]
    [InlineData("""{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]}""", 502, "upstream_error")]
    [InlineData("""{"candidates":[{"content":""", 502, "upstream_invalid_response")]
    [InlineData("""{"candidates":7}""", 502, "upstream_invalid_response")]
    public async Task Translate_ErrorWithinTheStream_IsTold(string sent, int status, string code)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => GeminiHarness.StreamAsync(GeminiHarness.Sse(Whole[0], sent)));

        Assert.Equal((status, code), (failure.Refusal.Status, failure.Refusal.Code));
    }

    [Fact]
    public async Task Translate_UnsafeAnswer_EndsFilteredAndSaysWhy()
    {
        var (chunks, _) = await GeminiHarness.StreamAsync(GeminiHarness.Sse(Whole[1], """{"candidates":[{"finishReason":"SAFETY","index":0}]}"""));

        Assert.Equal("The provider blocked the answer: SAFETY.", Said(chunks, "refusal"));
        Assert.Contains(chunks, chunk => (string?)chunk["choices"]!.AsArray().FirstOrDefault()?["finish_reason"] == "content_filter");
    }

    [Fact]
    public async Task Translate_BlockedPrompt_EndsFiltered()
    {
        var (chunks, usage) = await GeminiHarness.StreamAsync(GeminiHarness.Sse("""{"promptFeedback":{"blockReason":"BLOCKLIST"},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4} }"""));

        Assert.Equal("The provider blocked the prompt: BLOCKLIST.", Said(chunks, "refusal"));
        Assert.Equal("content_filter", (string?)chunks[^2]["choices"]![0]!["finish_reason"]);
        Assert.Equal(4, usage!.Value.Input);
    }

    [Fact]
    public async Task Translate_UsageThatLagsBehindTheText_CountsWhatWasSaid()
    {
        // As when the client goes away, or the last event tells no usage.
        var (_, usage) = await GeminiHarness.StreamAsync(GeminiHarness.Sse(
            """{"candidates":[{"content":{"parts":[{"text":"twelve bytes"}]},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9} }""",
            """{"candidates":[{"finishReason":"STOP","index":0}]}"""));

        Assert.Equal((9, 3, true), (usage!.Value.Input, usage.Value.Output, usage.Value.IsEstimated));
    }

    private static string Said(IEnumerable<JsonNode> chunks, string member) => string.Concat(chunks.SelectMany(Deltas).Select(delta => (string?)delta[member]));

    private static IEnumerable<JsonNode> Deltas(JsonNode chunk) => chunk["choices"]!.AsArray().Select(choice => choice!["delta"]!);

    private static IEnumerable<byte[]> Pieces(byte[] sent, int[] cuts)
    {
        var at = 0;
        foreach (var cut in cuts.Distinct().Order().Append(sent.Length))
        {
            yield return sent[at..cut];
            at = cut;
        }
    }
}
