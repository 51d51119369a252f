using System.Text.Json.Nodes;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class ThinkingTests
{
    [Theory]
    [InlineData("claude-haiku-4-5", "low", 16_000, """{"type":"enabled","budget_tokens":2048}""", null)]
    [InlineData("claude-haiku-4-5", "high", 16_000, """{"type":"enabled","budget_tokens":8000}""", null)]
    [InlineData("claude-haiku-4-5", "high", 1_025, """{"type":"enabled","budget_tokens":1024}""", null)]
    [InlineData("claude-haiku-4-5", "none", 16_000, null, null)]
    [InlineData("claude-sonnet-4-6", "xhigh", 16_000, """{"type":"adaptive"}""", "high")]
    [InlineData("claude-opus-4-8", "xhigh", 16_000, """{"type":"adaptive","display":"summarized"}""", "xhigh")]
    [InlineData("claude-sonnet-5", "minimal", 16_000, """{"type":"adaptive","display":"summarized"}""", "low")]
    [InlineData("claude-sonnet-5", "none", 16_000, """{"type":"disabled"}""", null)]
    [InlineData("claude-sonnet-5-5", "none", 16_000, """{"type":"between_tools"}""", null)]
    [InlineData("claude-opus-5-5", "medium", 16_000, """{"type":"adaptive","display":"summarized"}""", "medium")]
    public void Effort_AtEachGeneration_BecomesWhatItUnderstands(string model, string effort, int maxTokens, string? thinking, string? told)
    {
        var body = Messages.Body(Messages.Saying($"\"max_tokens\":{maxTokens},\"reasoning_effort\":\"{effort}\""), model);

        Assert.Equal(thinking, body["thinking"]?.ToJsonString());
        Assert.Equal(told, (string?)body["output_config"]?["effort"]);
    }

    [Theory]
    [InlineData("claude-3-5-haiku-20241022", "low", 16_000)]
    [InlineData("claude-haiku-4-5", "low", 1_024)]
    [InlineData("claude-opus-5-5", "none", 16_000)]
    public void Effort_ThatCannotBe_IsRefusedByName(string model, string effort, int maxTokens) =>
        Assert.Equal(
            ("unsupported_parameter", "reasoning_effort"),
            Code(Messages.Refused(Messages.Saying($"\"max_tokens\":{maxTokens},\"reasoning_effort\":\"{effort}\""), model)));

    [Fact]
    public void Effort_Unknown_IsInvalid() =>
        Assert.Equal(("invalid_value", "reasoning_effort"), Code(Messages.Refused(Messages.Saying("\"reasoning_effort\":\"hard\""))));

    [Fact]
    public void Effort_WithAForcedTool_DoesNotGoTogetherBeforeClaude5()
    {
        var json = Messages.Saying("""
            "reasoning_effort":"low","tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required"
            """);

        Assert.Equal(["reasoning_effort"], Messages.Dropping(json).Dropped);
        Assert.Empty(Messages.Dropping(json, "claude-sonnet-5").Dropped);
    }

    [Theory]
    [InlineData("claude-haiku-4-5", "\"temperature\":0.2", "temperature")]
    [InlineData("claude-haiku-4-5", "\"top_p\":0.5", "top_p")]
    [InlineData("claude-haiku-4-5", "\"top_k\":5", "top_k")]
    public void Sampling_WhileThinking_IsRefusedByName(string model, string member, string name) =>
        Assert.Equal(("unsupported_parameter", name), Code(Messages.Refused(Messages.Saying($"\"reasoning_effort\":\"low\",{member}"), model)));

    [Theory]
    [InlineData("claude-haiku-4-5", true)]
    [InlineData("claude-opus-4-8", false)]
    public void Sampling_UpToAGeneration_Passes(string model, bool passes)
    {
        var (body, dropped) = Messages.Dropping(Messages.Saying("\"temperature\":0.2,\"top_k\":5"), model);

        Assert.Equal(passes, body["temperature"] is not null);
        Assert.Equal(passes ? [] : ["temperature", "top_k"], dropped);
    }

    [Fact]
    public void Thinking_InTheVendorsForm_PassesAsItIs()
    {
        const string own = """{"type":"enabled","budget_tokens":2000,"display":"omitted"}""";

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(own), Messages.Body(Messages.Saying($"\"thinking\":{own}"))["thinking"]));
    }

    private static (string Code, string? Param) Code(Tollgate.Pipeline.Refusal refusal) => (refusal.Code, refusal.Param);
}
