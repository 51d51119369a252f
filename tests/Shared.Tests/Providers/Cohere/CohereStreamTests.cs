using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Pricing;

namespace Tollgate.Tests.Providers.Cohere;

public sealed class CohereStreamTests
{
    private static readonly string[] Text =
    [
        """{"type":"message-start","id":"c-1","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}""",
        """{"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}""",
        """{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"Hmm"}}}}""",
        """{"type":"content-end","index":0}""",
        """{"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}}""",
        """{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"水は"}}},"logprobs":{"text":"水は","token_ids":[1],"logprobs":[-0.5]}}""",
        """{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"🌍"}}}}""",
        """{"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":2,"text":"水は","sources":[]}}}}""",
        """{"type":"citation-end","index":0}""",
        """{"type":"content-end","index":1}""",
        """{"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":5,"output_tokens":3},"tokens":{"input_tokens":70,"output_tokens":9}}}}""",
    ];

    private static readonly string[] Calls =
    [
        Text[0],
        """{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will look."}}}""",
        """{"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"a","type":"function","function":{"name":"look","arguments":""}}}}}""",
        """{"type":"tool-call-delta","index":1,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"at\":"}}}}}""",
        """{"type":"tool-call-delta","index":1,"delta":{"message":{"tool_calls":{"function":{"arguments":"1}"}}}}}""",
        """{"type":"tool-call-end","index":1}""",
        """{"type":"tool-call-start","index":2,"delta":{"message":{"tool_calls":{"id":"b","type":"function","function":{"name":"ring","arguments":"{}"}}}}}""",
        """{"type":"tool-call-end","index":2}""",
        """{"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":5,"output_tokens":3}}}}""",
    ];

    [Fact]
    public async Task Read_Text_ComesWithThinkingCitationsLogprobsAndUsage()
    {
        var read = await CohereReading.StreamAsync(CohereReading.Events(Text));

        Assert.Null(read.Failure);
        Assert.Equal("水は🌍", string.Concat(read.Deltas.Select(delta => (string?)delta["content"])));
        Assert.Equal("Hmm", string.Concat(read.Deltas.Select(delta => (string?)delta["reasoning_content"])));
        Assert.Equal("水は", (string?)read.Deltas.Single(delta => delta["annotations"] is not null)["annotations"]![0]!["citation"]!["text"]);
        Assert.Contains("\"logprob\":-0.5", read.Chunks[2], StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", read.Chunks[^3], StringComparison.Ordinal);
        Assert.Equal(new TokenUsage { Input = 5, Output = 3 }, read.Usage);
        Assert.All(read.Chunks[..^1], chunk => Assert.StartsWith("""{"id":"c-1","object":"chat.completion.chunk",""", chunk, StringComparison.Ordinal));
        Assert.Equal("[DONE]", read.Chunks[^1]);
    }

    [Fact]
    public async Task Read_ToolCalls_AreCountedFromZeroAndTheirArgumentsAddUp()
    {
        var read = await CohereReading.StreamAsync(CohereReading.Events(Calls));

        var calls = read.Deltas.Where(delta => delta["tool_calls"] is not null).Select(delta => delta["tool_calls"]![0]!).ToArray();
        Assert.Equal("I will look.", string.Concat(read.Deltas.Select(delta => (string?)delta["content"])));
        Assert.Equal([(0, "a", "look"), (1, "b", "ring")], calls.Where(call => call["id"] is not null).Select(call => ((int)call["index"]!, (string)call["id"]!, (string)call["function"]!["name"]!)));
        Assert.Equal("""{"at":1}""", Arguments(calls, 0));
        Assert.Equal("{}", Arguments(calls, 1));
    }

    [Fact]
    public async Task Read_CutAnywhere_GivesTheSameChunks()
    {
        var stream = CohereReading.Events(Text);
        var whole = await CohereReading.StreamAsync(stream);

        for (var cut = 1; cut < stream.Length; cut++)
        {
            Assert.Equal(whole.Chunks, (await CohereReading.StreamAsync(stream, cut)).Chunks);
        }
    }

    [Fact]
    public async Task Read_StreamThatStopsEarly_IsNeverAnEnd()
    {
        for (var kept = 0; kept < Text.Length; kept++)
        {
            var read = await CohereReading.StreamAsync(CohereReading.Events(Text[..kept]));

            Assert.Equal("upstream_interrupted", read.Failure?.Refusal.Code);
            Assert.DoesNotContain("[DONE]", read.Chunks);
        }
    }

    [Theory]
    [InlineData("""{"id":"x","message":"trouble in the stream"}""", "trouble in the stream")]
    [InlineData("""{"type":"message-end","delta":{"finish_reason":"ERROR","error":"out of luck","usage":{"billed_units":{"input_tokens":5,"output_tokens":3}}}}""", "out of luck")]
    public async Task Read_ErrorWithinTheStream_ReachesTheClientInItsWords(string last, string told)
    {
        var read = await CohereReading.StreamAsync(Encoding.UTF8.GetBytes($"data: {Text[0]}\n\ndata: {last}\n\n"));

        Assert.Equal(502, read.Failure?.Refusal.Status);
        Assert.Contains(told, read.Failure!.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_EventsOfTheFuture_AreSkipped()
    {
        var read = await CohereReading.StreamAsync(CohereReading.Events([.. Text[..5], """{"type":"debug","prompt":"x"}""", .. Text[5..]]));

        Assert.Equal((await CohereReading.StreamAsync(CohereReading.Events(Text))).Chunks, read.Chunks);
    }

    private static string Arguments(IEnumerable<JsonNode> calls, int index) =>
        string.Concat(calls.Where(call => (int)call["index"]! == index).Select(call => (string?)call["function"]!["arguments"]));
}
