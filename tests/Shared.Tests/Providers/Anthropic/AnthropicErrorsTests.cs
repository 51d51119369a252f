using System.Text.Json;
using Tollgate.Providers.Anthropic;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class AnthropicErrorsTests
{
    [Theory]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", "context_length_exceeded", null)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 1 + 2 > 3", "context_length_exceeded", null)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", "content_policy_violation", null)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", "insufficient_quota", 429)]
    [InlineData(402, "billing_error", "Pay.", "insufficient_quota", 429)]
    [InlineData(404, "not_found_error", "model: claude-9", "model_not_found", null)]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size", "request_too_large", null)]
    [InlineData(400, "invalid_request_error", "max_tokens: Field required", null, null)]
    [InlineData(0, "overloaded_error", "Overloaded", null, 529)]
    public void Read_Error_HasOpenAIsCodeWhereOneMeansTheSame(int status, string type, string message, string? code, int? meant)
    {
        var envelope = JsonSerializer.SerializeToElement(new { type = "error", error = new { type, message } });

        var error = AnthropicErrors.Read(envelope, status);

        Assert.Equal((message, code, meant), (error.Message, error.Code, error.Status));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"error":"x"}""")]
    [InlineData("""{"error":{"type":1,"message":2}}""")]
    public void Read_AnotherForm_IsNoReasonToFail(string body) => Assert.Null(AnthropicErrors.Read(JsonElement.Parse(body), 400).Message);
}
