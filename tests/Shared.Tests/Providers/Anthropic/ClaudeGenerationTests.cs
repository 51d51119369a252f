using Tollgate.Providers.Anthropic;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class ClaudeGenerationTests
{
    [Theory]
    [InlineData("claude-3-haiku-20240307", "haiku", 300)]
    [InlineData("claude-3-5-sonnet-20241022", "sonnet", 305)]
    [InlineData("claude-3-7-sonnet-latest", "sonnet", 307)]
    [InlineData("claude-sonnet-4-20250514", "sonnet", 400)]
    [InlineData("claude-opus-4-1-20250805", "opus", 401)]
    [InlineData("claude-haiku-4-5", "haiku", 405)]
    [InlineData("claude-opus-4-6@20260201", "opus", 406)]
    [InlineData("us.anthropic.claude-sonnet-5", "sonnet", 500)]
    [InlineData("anthropic/claude-opus-5.5", "opus", 505)]
    [InlineData("claude-fable-5-1", "fable", 501)]
    [InlineData("claude-2.1", "", 201)]
    [InlineData("some-model", "", 0)]
    public void Of_ModelName_TellsTierAndVersion(string model, string tier, int version) =>
        Assert.Equal(new ClaudeGeneration(tier, version), ClaudeGeneration.Of(model));

    // Facts of the vendor's migration guides, a row a model: adaptive, budget, sampling, forced tools, schemas, off switch.
    [Theory]
    [InlineData("claude-3-5-haiku-20241022", false, false, true, true, false, "disabled")]
    [InlineData("claude-3-7-sonnet-20250219", false, true, true, true, false, "disabled")]
    [InlineData("claude-opus-4-1-20250805", false, true, true, true, false, "disabled")]
    [InlineData("claude-haiku-4-5-20251001", false, true, true, true, true, "disabled")]
    [InlineData("claude-sonnet-4-6", true, false, true, true, true, "disabled")]
    [InlineData("claude-opus-4-8", true, false, false, true, true, "disabled")]
    [InlineData("claude-sonnet-5", true, false, false, true, true, "disabled")]
    [InlineData("claude-opus-5", true, false, false, true, true, "disabled")]
    [InlineData("claude-fable-5", true, false, false, true, true, null)]
    [InlineData("claude-fable-5-1", true, false, false, false, true, null)]
    [InlineData("claude-opus-5-5", true, false, false, false, true, null)]
    [InlineData("claude-sonnet-5-5", true, false, false, false, true, "between_tools")]
    [InlineData("claude-haiku-5-5", true, false, false, true, true, "disabled")]
    [InlineData("claude-opus-7", true, false, false, false, true, null)]
    public void Model_Takes_WhatItsGuideSays(string model, bool adaptive, bool budget, bool sampling, bool forced, bool schema, string? off)
    {
        var generation = ClaudeGeneration.Of(model);

        Assert.Equal((adaptive, budget, sampling), (generation.TakesAdaptiveThinking, generation.TakesThinkingBudget, generation.TakesSampling));
        Assert.Equal((forced, schema, off), (generation.TakesForcedTools, generation.TakesSchema, generation.ThinkingOff));
    }
}
