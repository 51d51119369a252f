using System.Text;
using Tollgate.Pricing;
using Tollgate.Providers.OpenAI;

namespace Tollgate.Tests.Providers.OpenAI;

/// <summary>From what each provider tells to nano-dollars, exactly.</summary>
public sealed class UsageCostTests
{
    private static readonly ModelPrice Price = new()
    {
        Input = 2.5m,
        CacheRead = 1.25m,
        Output = 10m,
        Reasoning = 12m,
        AudioInput = 40m,
        AudioOutput = 80m,
        Tiers = [new PriceTier(200_000, new ModelPrice { Input = 5m, CacheRead = 2.5m, Output = 15m, Reasoning = 18m })],
    };

    [Theory]
    [InlineData("openai", """{"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""", 3_500_000)]
    [InlineData("openai, cached", """{"usage":{"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":640}}}""", 2_700_000)]
    [InlineData("openai, reasoning", """{"usage":{"prompt_tokens":1000,"completion_tokens":100,"completion_tokens_details":{"reasoning_tokens":64}}}""", 3_628_000)]
    [InlineData("openai, audio", """{"usage":{"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"audio_tokens":200},"completion_tokens_details":{"audio_tokens":50}}}""", 14_500_000)]
    [InlineData("openai, long context", """{"usage":{"prompt_tokens":200001,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":1}}}""", 1_001_502_500)]
    [InlineData("azure, filtered", """{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1000}}""", 2_500_000)]
    [InlineData("groq, stream", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"queue_time":0.1,"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"total_time":0.2}}}""", 3_500_000)]
    [InlineData("groq, both", """{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":100},"x_groq":{"usage":{"prompt_tokens":1,"completion_tokens":1}}}""", 3_500_000)]
    [InlineData("together, beside the choice", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""", 3_500_000)]
    [InlineData("reasoning beside the completion", """{"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1164,"completion_tokens_details":{"reasoning_tokens":64}}}""", 4_268_000)]
    [InlineData("embedding", """{"usage":{"prompt_tokens":7,"total_tokens":7}}""", 17_500)]
    public void Usage_OfAProvider_CostsToTheNanoDollar(string provider, string answer, long nanoUsd)
    {
        var usage = AnswerReader.Read(Encoding.UTF8.GetBytes(answer)).Usage;

        Assert.True(usage is not null, provider);
        Assert.Equal(nanoUsd, Cost.Of(usage.Value, Price).NanoUsd);
    }
}
