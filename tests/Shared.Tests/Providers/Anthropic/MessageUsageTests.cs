using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Anthropic;

namespace Tollgate.Tests.Providers.Anthropic;

/// <summary>From what the API says it billed to the nano-dollar.</summary>
public sealed class MessageUsageTests
{
    // The catalogue's prices in dollars per million tokens are nano-dollars per thousandth of a token: 1 $ = 1,000 nano-dollars a token.
    [Theory]
    [InlineData("claude-haiku-4-5", """{"input_tokens":1000,"output_tokens":100}""", 1_000 * 1_000 + 100 * 5_000)]
    [InlineData("claude-haiku-4-5", """{"input_tokens":7,"cache_read_input_tokens":1001,"output_tokens":3}""", 7 * 1_000 + 1_001 * 100 + 3 * 5_000)]
    [InlineData("claude-haiku-4-5", """{"input_tokens":7,"cache_creation_input_tokens":1001,"output_tokens":3}""", 7 * 1_000 + 1_001 * 1_250 + 3 * 5_000)]
    [InlineData(
        "claude-haiku-4-5",
        """{"input_tokens":7,"cache_creation_input_tokens":1001,"cache_creation":{"ephemeral_5m_input_tokens":1000,"ephemeral_1h_input_tokens":1},"output_tokens":3}""",
        7 * 1_000 + 1_000 * 1_250 + 1 * 2_000 + 3 * 5_000)]
    [InlineData("claude-opus-5-5", """{"input_tokens":1,"cache_read_input_tokens":3,"output_tokens":9,"output_tokens_details":{"thinking_tokens":5}}""", 1 * 4_000 + 3 * 200 + 9 * 20_000)]
    [InlineData("claude-haiku-5-5", """{"input_tokens":100000,"output_tokens":1}""", 100_000 * 100 + 500)]
    [InlineData("claude-haiku-5-5", """{"input_tokens":1,"cache_read_input_tokens":100000,"output_tokens":1}""", 500 + 100_000 * 50 + 2_500)]
    [InlineData(
        "claude-sonnet-4-5",
        """{"input_tokens":200000,"cache_creation_input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"output_tokens":2}""",
        200_000 * 6_000L + 1 * 7_500 + 2 * 12_000 + 2 * 22_500)]
    [InlineData("claude-haiku-4-5", """{"input_tokens":null,"cache_read_input_tokens":null,"output_tokens":2,"output_tokens_details":null}""", 2 * 5_000)]
    public void Cost_OfBilledUsage_IsExact(string model, string usage, long nanoDollars)
    {
        var price = ModelCatalogue.Default.Find("anthropic", model)!.Price;

        Assert.Equal(new Money(nanoDollars), Cost.Of(MessageUsage.Read(JsonElement.Parse(usage)), price));
    }

    [Fact]
    public void Read_Thinking_IsPartOfTheOutput() =>
        Assert.Equal(
            new TokenUsage { Input = 1, Output = 4, Reasoning = 5 },
            MessageUsage.Read(JsonElement.Parse("""{"input_tokens":1,"output_tokens":9,"output_tokens_details":{"thinking_tokens":5}}""")));
}
