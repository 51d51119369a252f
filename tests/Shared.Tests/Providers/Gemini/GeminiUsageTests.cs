using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Providers.Gemini.Answer;

namespace Tollgate.Tests.Providers.Gemini;

public sealed class GeminiUsageTests
{
    /// <summary>Gemini 2.5 Pro's prices, in two tiers, with one for audio as Flash has it.</summary>
    private static readonly ModelPrice Price = new()
    {
        Input = 1.25m,
        CacheRead = 0.125m,
        AudioInput = 1.5m,
        Output = 10m,
        Tiers = [new PriceTier(200_000, new ModelPrice { Input = 2.5m, CacheRead = 0.25m, AudioInput = 3m, Output = 15m })],
    };

    [Theory]
    [InlineData(""" "promptTokenCount":1000,"candidatesTokenCount":100,"totalTokenCount":1100 """, 2_250_000)]
    [InlineData(""" "promptTokenCount":1000,"cachedContentTokenCount":800,"candidatesTokenCount":100,"totalTokenCount":1100 """, 1_350_000)]
    [InlineData(""" "promptTokenCount":1000,"candidatesTokenCount":100,"thoughtsTokenCount":50,"totalTokenCount":1150 """, 2_750_000)]
    [InlineData(""" "promptTokenCount":1000,"candidatesTokenCount":150,"thoughtsTokenCount":50,"totalTokenCount":1150 """, 2_750_000)]
    [InlineData(""" "promptTokenCount":1000,"toolUsePromptTokenCount":200,"candidatesTokenCount":100,"totalTokenCount":1300 """, 2_500_000)]
    [InlineData(""" "promptTokenCount":1000,"candidatesTokenCount":0,"totalTokenCount":1000,"promptTokensDetails":[{"modality":"TEXT","tokenCount":600},{"modality":"AUDIO","tokenCount":400}] """, 1_350_000)]
    [InlineData(""" "promptTokenCount":1000,"cachedContentTokenCount":500,"totalTokenCount":1000,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":1000}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":500}] """, 812_500)]
    [InlineData(""" "promptTokenCount":200000,"totalTokenCount":200000 """, 250_000_000)]
    [InlineData(""" "promptTokenCount":200001,"cachedContentTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":200002 """, 500_015_250)]
    public void Read_Usage_CostsWhatGoogleBillsToTheNanoDollar(string usage, long nanoUsd)
    {
        using var document = JsonDocument.Parse($$"""{"usageMetadata":{{{usage}}} }""");

        Assert.Equal(new Money(nanoUsd), Cost.Of(UsageReader.Read(document.RootElement)!.Value, Price));
    }

    [Fact]
    public void Read_NonsensicalUsage_NeitherOverflowsNorEarns()
    {
        using var document = JsonDocument.Parse("""
            {"usageMetadata":{"promptTokenCount":-5,"cachedContentTokenCount":1e300,"candidatesTokenCount":1e300,"thoughtsTokenCount":"x","promptTokensDetails":[{"modality":"AUDIO","tokenCount":1e300}]}}
            """);

        var usage = UsageReader.Read(document.RootElement)!.Value;

        Assert.Equal((0, 0, 0, 0), (usage.Input, usage.CacheRead, usage.AudioInput, usage.Reasoning));
        Assert.True(usage.Output > 0);
    }
}
