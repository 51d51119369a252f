using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Tests.Providers.Gemini;

public sealed class GeminiAnswerTests
{
    [Fact]
    public void Read_Answer_HasTextThoughtsAndUsage()
    {
        var (answer, usage) = GeminiHarness.Read("""
            {"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true},{"text":"Grüße, "},{"text":"世界","thoughtSignature":"c2ln"}],"role":"model"},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"thoughtsTokenCount":4,"totalTokenCount":17},"responseId":"r1"}
            """);

        var choice = answer["choices"]![0]!;
        Assert.Equal(("Grüße, 世界", "Hm.", "stop"), ((string?)choice["message"]!["content"], (string?)choice["message"]!["reasoning_content"], (string?)choice["finish_reason"]));
        Assert.Equal("c2ln", (string?)choice["message"]!["extra_content"]!["google"]!["thought_signature"]);
        Assert.Equal("r1", (string?)answer["id"]);
        Assert.Equal((10, 3, 4), (usage!.Value.Input, usage.Value.Output, usage.Value.Reasoning));
    }

    [Fact]
    public void Read_Calls_HaveIdsArgumentsAndSignatures()
    {
        var (answer, _) = GeminiHarness.Read("""
            {"candidates":[{"content":{"parts":[
              {"functionCall":{"name":"look","args":{ "at" : [1, 2.50], "ä": "水" }},"thoughtSignature":"c2ln"},{"functionCall":{"id":"own","name":"ring"}}]},"finishReason":"STOP"}]}
            """);

        var message = answer["choices"]![0]!["message"]!;
        Assert.Null(message["content"]);
        Assert.Equal("tool_calls", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal(["call_1", "own"], message["tool_calls"]!.AsArray().Select(call => (string?)call!["id"]));
        Assert.Equal(["""{"at":[1,2.50],"ä":"水"}""", "{}"], message["tool_calls"]!.AsArray().Select(call => (string?)call!["function"]!["arguments"]));
        Assert.Equal("c2ln", (string?)message["tool_calls"]![0]!["extra_content"]!["google"]!["thought_signature"]);
        Assert.Null(message["tool_calls"]![1]!["extra_content"]);
    }

    [Theory]
    [InlineData("STOP", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("RECITATION", "content_filter")]
    [InlineData("LANGUAGE", "content_filter")]
    [InlineData("BLOCKLIST", "content_filter")]
    [InlineData("PROHIBITED_CONTENT", "content_filter")]
    [InlineData("SPII", "content_filter")]
    [InlineData("IMAGE_SAFETY", "content_filter")]
    public void Read_FinishReason_IsOpenAIs(string reason, string expected)
    {
        var (answer, _) = GeminiHarness.Read($$$"""{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"{{{reason}}}"}]}""");

        Assert.Equal(expected, (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal(expected == "content_filter", answer["choices"]![0]!["message"]!["refusal"] is not null);
    }

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL")]
    [InlineData("UNEXPECTED_TOOL_CALL")]
    [InlineData("OTHER")]
    [InlineData("SOMETHING_NEW")]
    public void Read_ModelThatFailed_IsAnErrorThatWasBilled(string reason)
    {
        var failure = Assert.Throws<UpstreamException>(() => GeminiHarness.Read(
            $$$"""{"candidates":[{"finishReason":"{{{reason}}}","finishMessage":"Odd call"}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5} }"""));

        Assert.Equal((502, "upstream_error"), (failure.Refusal.Status, failure.Refusal.Code));
        Assert.Contains(reason, failure.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Odd call", failure.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal((true, 5), (failure.MayHaveBilled, failure.Usage!.Value.Input));
    }

    [Fact]
    public void Read_BlockedPrompt_IsAFilteredAnswerThatSaysWhy()
    {
        var (answer, usage) = GeminiHarness.Read("""
            {"promptFeedback":{"blockReason":"SAFETY","safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT","probability":"HIGH","blocked":true},{"category":"X","probability":"LOW"}]},
             "usageMetadata":{"promptTokenCount":5,"totalTokenCount":5} }
            """);

        Assert.Equal("content_filter", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("The provider blocked the prompt: SAFETY (HARM_CATEGORY_HARASSMENT).", (string?)answer["choices"]![0]!["message"]!["refusal"]);
        Assert.Equal(5, usage!.Value.Input);
    }

    [Fact]
    public void Read_GroundedAnswer_HasItsSourcesAtCharacters()
    {
        var (answer, _) = GeminiHarness.Read("""
            {"candidates":[{"content":{"parts":[{"text":"Grüße an alle"}]},"finishReason":"STOP","groundingMetadata":{
              "groundingChunks":[{"web":{"uri":"https://a.example","title":"A"}},{"web":{"uri":"https://b.example"}}],
              "groundingSupports":[{"segment":{"endIndex":7},"groundingChunkIndices":[0,1]},{"segment":{"startIndex":8,"endIndex":999},"groundingChunkIndices":[1,7]}]},
              "citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":4,"uri":"https://c.example"}]}}]}
            """);

        Assert.Equal(
            [(0, 5, "https://a.example", "A"), (0, 5, "https://b.example", ""), (6, 13, "https://b.example", ""), (0, 3, "https://c.example", "")],
            answer["choices"]![0]!["message"]!["annotations"]!.AsArray().Select(note => note!["url_citation"]!)
                .Select(note => ((int)note["start_index"]!, (int)note["end_index"]!, (string)note["url"]!, (string)note["title"]!)));
    }

    [Fact]
    public void Read_Logprobs_AreOpenAIs()
    {
        var (answer, _) = GeminiHarness.Read("""
            {"candidates":[{"content":{"parts":[{"text":"Hü"}]},"finishReason":"STOP","logprobsResult":{
              "chosenCandidates":[{"token":"Hü","tokenId":1,"logProbability":-0.5}],"topCandidates":[{"candidates":[{"token":"Hü","logProbability":-0.5},{"token":"Ha","logProbability":-1}]}]}}]}
            """);

        Assert.Equal(
            """[{"token":"H\u00FC","logprob":-0.5,"bytes":[72,195,188],"top_logprobs":[{"token":"H\u00FC","logprob":-0.5,"bytes":[72,195,188]},{"token":"Ha","logprob":-1,"bytes":[72,97]}]}]""",
            answer["choices"]![0]!["logprobs"]!["content"]!.ToJsonString());
    }

    [Fact]
    public void Read_DrawnImage_IsADataUrl()
    {
        var (answer, _) = GeminiHarness.Read("""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},"finishReason":"STOP"}]}""");

        Assert.Equal("data:image/png;base64,AAAA", (string?)answer["choices"]![0]!["message"]!["images"]![0]!["image_url"]!["url"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"candidates":[]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"x"}]}}]}""")]
    public void Read_NoAnswer_IsNotTakenForOne(string answer) => Assert.Throws<JsonException>(() => GeminiHarness.Read(answer));

    [Fact]
    public void Read_ErrorInsideA200_IsAnError()
    {
        var failure = Assert.Throws<UpstreamException>(() => GeminiHarness.Read("""{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}"""));

        Assert.Equal(503, failure.Refusal.Status);
    }
}
