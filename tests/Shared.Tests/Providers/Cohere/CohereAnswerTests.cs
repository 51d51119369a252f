using Tollgate.Pricing;
using Tollgate.Providers.Upstream;

namespace Tollgate.Tests.Providers.Cohere;

public sealed class CohereAnswerTests
{
    [Fact]
    public async Task Read_TextWithThinkingAndCitations_LosesNothing()
    {
        var (answer, usage) = await CohereReading.WholeAsync("""
            {"id":"c-1","finish_reason":"COMPLETE","message":{"role":"assistant",
              "content":[{"type":"thinking","thinking":"Hmm"},{"type":"text","text":"Tall "},{"type":"text","text":"ones"}],
              "citations":[{"start":0,"end":4,"text":"Tall","type":"TEXT_CONTENT","sources":[{"type":"document","id":"d","document":{"url":"https://e.org","title":"E"}}]}]},
             "logprobs":[{"text":"Tall","token_ids":[1,2],"logprobs":[-0.25,-0.5]}],
             "usage":{"billed_units":{"input_tokens":5,"output_tokens":3},"tokens":{"input_tokens":500,"output_tokens":7},"cached_tokens":2}}
            """);

        var choice = answer["choices"]![0]!;
        Assert.Equal(("c-1", "command-a"), ((string?)answer["id"], (string?)answer["model"]));
        Assert.Equal(("Tall ones", "Hmm", "stop"), ((string?)choice["message"]!["content"], (string?)choice["message"]!["reasoning_content"], (string?)choice["finish_reason"]));
        Assert.Equal(["citation", "url_citation"], choice["message"]!["annotations"]!.AsArray().Select(annotation => (string?)annotation!["type"]));
        Assert.Equal("d", (string?)choice["message"]!["annotations"]![0]!["citation"]!["sources"]![0]!["id"]);
        Assert.Equal("""{"start_index":0,"end_index":4,"url":"https://e.org","title":"E"}""", choice["message"]!["annotations"]![1]!["url_citation"]!.ToJsonString());
        Assert.Equal(-0.75, (double)choice["logprobs"]!["content"]![0]!["logprob"]!);
        Assert.Equal(new TokenUsage { Input = 3, CacheRead = 2, Output = 3 }, usage);
        Assert.Equal((5, 8), ((int)answer["usage"]!["prompt_tokens"]!, (int)answer["usage"]!["total_tokens"]!));
    }

    [Fact]
    public async Task Read_ToolCalls_HaveThePlanAsText()
    {
        var (answer, _) = await CohereReading.WholeAsync("""
            {"id":"c","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"I will look.","tool_calls":[
              {"id":"look_1","type":"function","function":{"name":"look","arguments":"{\"at\":\"ä→水\"}"}},
              {"id":"ring_2","type":"function","function":{"name":"ring","arguments":"{}"}}]}}
            """);

        var choice = answer["choices"]![0]!;
        Assert.Equal(("tool_calls", "I will look."), ((string?)choice["finish_reason"], (string?)choice["message"]!["content"]));
        Assert.Equal(
            [("look_1", "look", "{\"at\":\"ä→水\"}"), ("ring_2", "ring", "{}")],
            choice["message"]!["tool_calls"]!.AsArray().Select(call => ((string)call!["id"]!, (string)call["function"]!["name"]!, (string)call["function"]!["arguments"]!)));
        Assert.Null(answer["usage"]);
    }

    [Theory]
    [InlineData("COMPLETE", "stop")]
    [InlineData("STOP_SEQUENCE", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("TOOL_CALL", "tool_calls")]
    [InlineData("ERROR_TOXIC", "content_filter")]
    [InlineData("SOMETHING_NEW", "something_new")]
    public async Task Read_FinishReason_IsOpenAIs(string reason, string expected)
    {
        var (answer, _) = await CohereReading.WholeAsync($$"""{"id":"c","finish_reason":"{{reason}}","message":{"content":[{"type":"text","text":"a"}]} }""");

        Assert.Equal(expected, (string?)answer["choices"]![0]!["finish_reason"]);
    }

    [Theory]
    [InlineData("ERROR", 502)]
    [InlineData("TIMEOUT", 504)]
    public async Task Read_AnswerThatFailed_IsAnErrorWithItsBill(string reason, int status)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => CohereReading.WholeAsync(
            $$"""{"id":"c","finish_reason":"{{reason}}","message":{"content":[{"type":"text","text":"a"}]},"usage":{"billed_units":{"input_tokens":5,"output_tokens":3} } }"""));

        Assert.Equal(status, failure.Refusal.Status);
        Assert.Equal(new TokenUsage { Input = 5, Output = 3 }, failure.Usage);
    }

    [Theory]
    [InlineData("""{"id":"x","message":"internal trouble"}""", "internal trouble")]
    [InlineData("""{"id":"c","finish_reason":"COMPLETE","message":{"content":"text"}}""", "does not keep to its API")]
    [InlineData("""{"id":"c","message":{"content":[]}}""", "does not keep to its API")]
    [InlineData("[]", "does not keep to its API")]
    public async Task Read_WhatIsNoAnswer_IsABadGateway(string body, string told)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => CohereReading.WholeAsync(body));

        Assert.Equal(502, failure.Refusal.Status);
        Assert.Contains(told, failure.Refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"billed_units":{"input_tokens":12.0,"output_tokens":0}}""", 12, 0)]
    [InlineData("""{"billed_units":{},"tokens":{"input_tokens":4,"output_tokens":2}}""", 4, 2)]
    [InlineData("""{"billed_units":{"input_tokens":-3,"output_tokens":2}}""", 0, 2)]
    public async Task Read_Usage_IsWhatWasBilled(string told, int input, int output)
    {
        var (_, usage) = await CohereReading.WholeAsync($$"""{"id":"c","finish_reason":"COMPLETE","message":{"content":[]},"usage":{{told}}}""");

        Assert.Equal(new TokenUsage { Input = input, Output = output }, usage);
    }
}
