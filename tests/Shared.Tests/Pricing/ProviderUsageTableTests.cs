using System.Text;
using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Cohere;
using Tollgate.Providers.OpenAI;

namespace Tollgate.Tests.Pricing;

/// <summary>
/// From what a provider reports to what it costs, to the nano-dollar, at the catalogue's prices. The expected figures are worked out
/// by hand: tokens times dollars per million, times a thousand.
/// </summary>
public sealed class ProviderUsageTableTests
{
    [Theory]
    [InlineData("openai", "gpt-4o", """{"prompt_tokens":1234,"completion_tokens":77,"total_tokens":1311,"prompt_tokens_details":{"cached_tokens":1024}}""", 2_575_000)] // 210 x 2.5 + 1024 x 1.25 + 77 x 10
    [InlineData("openai", "gpt-5", """{"prompt_tokens":10240,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":9984},"completion_tokens_details":{"reasoning_tokens":256}}""", 4_568_000)] // 256 x 1.25 + 9984 x 0.125 + 300 x 10
    [InlineData("openai", "o4-mini", """{"prompt_tokens":50,"completion_tokens":1036,"completion_tokens_details":{"reasoning_tokens":1024}}""", 4_613_400)] // 50 x 1.1 + 1036 x 4.4
    [InlineData("openai", "gpt-audio", """{"prompt_tokens":170,"completion_tokens":430,"prompt_tokens_details":{"audio_tokens":150},"completion_tokens_details":{"audio_tokens":400}}""", 30_750_000)] // 20 x 2.5 + 150 x 32 + 30 x 10 + 400 x 64
    [InlineData("gemini", "gemini-2.5-flash", """{"prompt_tokens":700,"completion_tokens":40,"prompt_tokens_details":{"cached_tokens":500,"audio_tokens":420,"cached_tokens_details":{"text_tokens":200,"audio_tokens":300}}}""", 280_000)] // 80 x 0.3 + 200 x 0.03 + 120 x 1 + 300 x 0.1 + 40 x 2.5
    [InlineData("openai", "gpt-4o", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":35}""", 275_000)] // 20 tokens of reasoning beside the completion: 10 x 2.5 + 25 x 10
    [InlineData("openai", "text-embedding-3-small", """{"prompt_tokens":9,"total_tokens":9}""", 180)] // 9 x 0.02
    [InlineData("azure-openai", "gpt-4o", """{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}""", 47_500)] // 7 x 2.5 + 3 x 10
    [InlineData("groq", "llama-3.3-70b-versatile", """{"queue_time":0.02,"prompt_tokens":1001,"completion_tokens":333,"total_tokens":1334,"total_time":0.5}""", 853_660)] // 1001 x 0.59 + 333 x 0.79
    [InlineData("groq", "openai/gpt-oss-120b", """{"prompt_tokens":500,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":256},"completion_tokens_details":{"reasoning_tokens":60}}""", 115_800)] // 244 x 0.15 + 256 x 0.075 + 100 x 0.6
    [InlineData("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo", """{"prompt_tokens":11,"completion_tokens":9,"total_tokens":20}""", 17_600)] // 20 x 0.88
    public void Of_UsageOnOpenAIsWire_IsExact(string provider, string model, string usage, long nanos)
    {
        var told = AnswerReader.Read(Encoding.UTF8.GetBytes($$"""{"choices":[],"usage":{{usage}}}""")).Usage;

        AssertCost(nanos, told!.Value, provider, model);
    }

    [Theory]
    [InlineData("command-a-03-2025", """{"usage":{"billed_units":{"input_tokens":500,"output_tokens":20},"tokens":{"input_tokens":997,"output_tokens":23},"cached_tokens":300}}""", 1_450_000)] // 500 x 2.5 + 20 x 10, whatever was cached
    [InlineData("command-r7b-12-2024", """{"usage":{"billed_units":{"input_tokens":33.0,"output_tokens":7.0},"tokens":{"input_tokens":530,"output_tokens":10}}}""", 2_288)] // 33 x 0.0375 + 7 x 0.15 = 2,287.5
    [InlineData("embed-v4.0", """{"meta":{"billed_units":{"input_tokens":1111}}}""", 133_320)] // 1111 x 0.12
    public void Of_UsageOnCoheresWire_IsExact(string model, string answer, long nanos)
    {
        var root = JsonElement.Parse(answer);

        AssertCost(nanos, (CohereUsage.Read(root, "usage") ?? CohereUsage.Read(root, "meta"))!.Value, "cohere", model);
    }

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Of_UsageInBuckets_IsExact(string provider, string model, long[] buckets, long nanos) => AssertCost(
        nanos,
        new TokenUsage
        {
            Input = buckets[0],
            CacheRead = buckets[1],
            CacheWrite = buckets[2],
            CacheWriteHour = buckets[3],
            AudioInput = buckets[4],
            Output = buckets[5],
            Reasoning = buckets[6],
        },
        provider,
        model);

    /// <summary>Tokens of: input, cache read, cache write, the same for an hour, audio, output, reasoning.</summary>
    public static TheoryData<string, string, long[], long> Buckets => new()
    {
        // Writes for five minutes and for an hour: 17 x 3 + 20000 x 0.3 + 1111 x 3.75 + 2222 x 6 + 333 x 15.
        { "anthropic", "claude-sonnet-4-5-20250929", [17, 20_000, 1_111, 2_222, 0, 333, 0], 28_544_250 },

        // 200,000 of input in all is the last at the lower price: 1000 x 3 + 190000 x 0.3 + 9000 x 3.75 + 100 x 15.
        { "anthropic", "claude-sonnet-4-5-20250929", [1_000, 190_000, 9_000, 0, 0, 100, 0], 95_250_000 },

        // One more, and all are at the higher: 1000 x 6 + 190000 x 0.6 + 9001 x 7.5 + 100 x 22.5.
        { "anthropic", "claude-sonnet-4-5-20250929", [1_000, 190_000, 9_001, 0, 0, 100, 0], 189_757_500 },

        // 3 x 1 + 4096 x 2 + 10 x 5.
        { "anthropic", "claude-haiku-4-5-20251001", [3, 0, 0, 4_096, 0, 10, 0], 8_245_000 },

        // Thoughts at the price of output: 150000 x 1.25 + 50000 x 0.125 + 100 x 10.
        { "gemini", "gemini-2.5-pro", [150_000, 50_000, 0, 0, 0, 90, 10], 194_750_000 },

        // 150001 x 2.5 + 50000 x 0.25 + 100 x 15.
        { "gemini", "gemini-2.5-pro", [150_001, 50_000, 0, 0, 0, 90, 10], 389_002_500 },

        // Sound costs more than text: 100 x 0.3 + 320 x 1 + 240 x 2.5.
        { "gemini", "gemini-2.5-flash", [100, 0, 0, 0, 320, 40, 200], 950_000 },

        // A region's own price: 12 x 3.3 + 3000 x 0.33 + 500 x 4.125 + 77 x 16.5.
        { "bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", [12, 3_000, 500, 0, 0, 77, 0], 4_362_600 },

        // 1001 x 0.035 + 3 x 0.00875 + 7 x 0.14 = 36,041.25.
        { "bedrock", "amazon.nova-micro-v1:0", [1_001, 3, 0, 0, 0, 7, 0], 36_041 },

        // 133 x 0.72.
        { "bedrock", "meta.llama3-3-70b-instruct-v1:0", [111, 0, 0, 0, 0, 22, 0], 95_760 },
    };

    private static void AssertCost(long nanos, TokenUsage usage, string provider, string model) =>
        Assert.Equal(new Money(nanos), Cost.Of(usage, ModelCatalogue.Default.Find(provider, model)!.Price));
}
