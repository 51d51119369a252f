using System.Text;
using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.OpenAI;
using Tollgate.Providers.Upstream;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

public sealed class AnswerReaderTests
{
    [Fact]
    public void Read_AllDetails_FillDisjointBuckets()
    {
        var usage = UsageOf("""
            {"prompt_tokens":100,"completion_tokens":60,"total_tokens":160,
             "prompt_tokens_details":{"cached_tokens":40,"audio_tokens":10,"text_tokens":50},
             "completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":5,"accepted_prediction_tokens":1}}
            """);

        Assert.Equal(new TokenUsage { Input = 50, CacheRead = 40, AudioInput = 10, Output = 35, Reasoning = 20, AudioOutput = 5 }, usage);
        Assert.Equal((100, 60), (usage!.Value.TotalInput, usage.Value.TotalOutput));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":35}""", 10, 5, 20)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}}""", 10, 5, 20)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":25,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}}""", 10, 5, 20)]
    [InlineData("""{"total_tokens":12}""", 12, 0, 0)]
    [InlineData("""{"prompt_tokens":12,"total_tokens":12}""", 12, 0, 0)]
    [InlineData("""{"prompt_tokens":12.0,"completion_tokens":3.0}""", 12, 3, 0)]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", 0, 0, 0)]
    [InlineData("""{"prompt_tokens":"9","completion_tokens":4,"prompt_tokens_details":null,"completion_tokens_details":[1]}""", 0, 4, 0)]
    [InlineData("""{"prompt_tokens":-7,"completion_tokens":4}""", 0, 4, 0)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":5,"total_tokens":1}""", 5, 5, 0)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":2,"completion_tokens_details":{"reasoning_tokens":99}}""", 5, 0, 2)]
    public void Read_Usage_IsTakenAsFarAsItMakesSense(string usage, long input, long output, long reasoning) =>
        Assert.Equal(new TokenUsage { Input = input, Output = output, Reasoning = reasoning }, UsageOf(usage));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"queue_time":0.2}""")]
    public void Read_UsageThatSaysNothing_IsNone(string usage) => Assert.Null(UsageOf(usage));

    [Fact]
    public void Read_AbsurdFigures_DoNotOverflow()
    {
        var usage = UsageOf("""{"prompt_tokens":9223372036854775807,"completion_tokens":1e300,"total_tokens":9223372036854775807,"prompt_tokens_details":{"cached_tokens":9e99}}""");

        Assert.InRange(usage!.Value.Total, 1, long.MaxValue / 1000);
    }

    [Fact]
    public void Read_UsageBesideChoices_IsTaken()
    {
        var facts = Read("""{"choices":[{"index":0,"delta":{"content":"abc"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""");

        Assert.Equal((1, 1, 3L), (facts.Choices, facts.FinishedChoices, facts.ContentBytes));
        Assert.Equal(new TokenUsage { Input = 1, Output = 2 }, facts.Usage);
    }

    [Theory]
    [InlineData("""{"x_groq":{"id":"r","usage":{"prompt_tokens":1,"completion_tokens":2}}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1,"completion_tokens":2},"x_groq":{"usage":{"prompt_tokens":8,"completion_tokens":8}}}""")]
    [InlineData("""{"x_groq":{"usage":{"prompt_tokens":8,"completion_tokens":8}},"usage":{"prompt_tokens":1,"completion_tokens":2}}""")]
    public void Read_GroqsOwnUsage_CountsWhereThereIsNoOther(string json) =>
        Assert.Equal(new TokenUsage { Input = 1, Output = 2 }, Read(json).Usage);

    [Fact]
    public void Read_Choices_CountWhatWasGenerated()
    {
        var facts = Read("""
            {"choices":[
              {"index":0,"message":{"content":"1234","reasoning_content":"12","refusal":null},"logprobs":{"content":[{"token":"no"}]},"finish_reason":"stop"},
              {"index":2,"message":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":""},
              {"text":"12345","finish_reason":null}, 7]}
            """);

        Assert.Equal((4, 3, 1), (facts.Choices, facts.ChoiceIndexes, facts.FinishedChoices));
        Assert.Equal(4 + 2 + 1 + """{\"a\":1}""".Length + 5, facts.ContentBytes);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no","type":"t","code":"c","param":"p","more":[1]}}""", "no", "t", "c", "p")]
    [InlineData("""{"error":{"message":"no","code":429}}""", "no", null, "429", null)]
    [InlineData("""{"error":"just text"}""", "just text", null, null, null)]
    [InlineData("""{"error":{}}""", null, null, null, null)]
    public void Read_Error_IsKeptInItsWords(string json, string? message, string? type, string? code, string? param)
    {
        var facts = Read(json);

        Assert.True(facts.HasError);
        Assert.Equal(new UpstreamError(message, type, code, param), facts.Error);
    }

    [Theory]
    [InlineData("""{"error":null,"choices":[]}""")]
    [InlineData("""{"error":false}""")]
    public void Read_NoError_IsNone(string json) => Assert.False(Read(json).HasError);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("""{"choices":[}""")]
    [InlineData("""{} {}""")]
    [InlineData("""{"error":{"message":"\ud800"}}""")]
    [InlineData("""{"\ud800":1,"error":"x""")]
    public void Read_NoJsonObjectOfText_IsAJsonException(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Fact]
    public void Read_AnyBytes_GiveFactsOrAJsonException() => Properties.Check(Endpoints.Body.BodyGenerators.MutatedBodies, bytes =>
    {
        try
        {
            AnswerReader.Read(bytes);
        }
        catch (JsonException)
        {
        }
    }, runs: 500);

    private static TokenUsage? UsageOf(string usage) => Read($$"""{"usage":{{usage}}}""").Usage;

    private static AnswerFacts Read(string json) => AnswerReader.Read(Encoding.UTF8.GetBytes(json));
}
