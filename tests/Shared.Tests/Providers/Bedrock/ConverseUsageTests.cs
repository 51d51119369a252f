using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Bedrock.Answer;

namespace Tollgate.Tests.Providers.Bedrock;

public sealed class ConverseUsageTests
{
    private static readonly ModelPrice Price = new() { Input = 3.3m, CacheRead = 0.33m, CacheWrite = 4.125m, CacheWriteHour = 6.6m, Output = 16.5m };

    [Theory]
    [InlineData("""{"inputTokens":1000,"outputTokens":100}""", 4_950_000)]
    [InlineData("""{"inputTokens":0,"outputTokens":0}""", 0)]
    [InlineData("""{"inputTokens":10,"outputTokens":1,"cacheReadInputTokens":1000}""", 33_000 + 16_500 + 330_000)]
    [InlineData("""{"inputTokens":10,"outputTokens":1,"cacheWriteInputTokens":1000}""", 33_000 + 16_500 + 4_125_000)]
    [InlineData("""{"inputTokens":10,"outputTokens":1,"cacheWriteInputTokens":1000,"cacheDetails":[{"ttl":"1h","inputTokens":600},{"ttl":"5m","inputTokens":400}]}""", 33_000 + 16_500 + 3_960_000 + 1_650_000)]
    [InlineData("""{"inputTokens":10,"outputTokens":1,"cacheReadInputTokens":7,"cacheWriteInputTokens":5,"cacheDetails":[{"ttl":"1h","inputTokens":5}]}""", 33_000 + 16_500 + 2_310 + 33_000)]
    public void Usage_ToCost_IsRightToTheNanoDollar(string json, long nanoUsd) =>
        Assert.Equal(nanoUsd, Cost.Of(ConverseUsage.Read(JsonElement.Parse(json))!.Value, Price).NanoUsd);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"latencyMs":1}""")]
    public void Usage_ThatTellsNothing_IsNone(string json) => Assert.Null(ConverseUsage.Read(JsonElement.Parse(json)));
}
