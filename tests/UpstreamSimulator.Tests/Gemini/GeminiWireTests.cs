using System.Text;
using System.Text.Json;

namespace Tollgate.Tests.UpstreamSimulator.Gemini;

/// <summary>What the official SDK (tests/clients) cannot send: requests that Google refuses, and what is billed.</summary>
public sealed class GeminiWireTests : SimulatorTest
{
    private const string Hi = """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""";

    [Theory]
    [InlineData("""{"contents":[]}""", "contents is not specified")]
    [InlineData("""{"contents":[{"role":"assistant","parts":[{"text":"a"}]}]}""", "Please use a valid role")]
    [InlineData("""{"contents":[{"parts":[]}]}""", "must not be empty")]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]}],"made_up":1}""", "Unknown name \"made_up\"")]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"max_tokens":1}}""", "Unknown name \"max_tokens\"")]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"temperature":3}}""", "temperature")]
    [InlineData("""{"contents":[{"parts":[{"inlineData":{"mimeType":"image/gif","data":"AAAA"}}]}]}""", "Unsupported MIME type")]
    [InlineData("""{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}}]}]}""", "function call turn comes immediately after")]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}}]},{"parts":[{"functionResponse":{"name":"f","response":{}}},{"functionResponse":{"name":"f","response":{}}}]}]}""", "number of function response parts")]
    [InlineData("""[]""", "Root element must be a message")]
    [InlineData("""{"contents":7}""", "Invalid JSON payload")]
    public async Task Generate_WrongRequest_IsRefusedInGooglesWords(string body, string words)
    {
        var (status, answer) = await PostAsync("gemini-2.5-flash:generateContent", body);

        Assert.Equal(400, status);
        Assert.Equal("INVALID_ARGUMENT", answer.GetProperty("error").GetProperty("status").GetString());
        Assert.Contains(words, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini-3-flash-preview", null, 400)]
    [InlineData("gemini-3-flash-preview", "d3Jvbmc=", 400)]
    [InlineData("gemini-3-flash-preview", "skip_thought_signature_validator", 200)]
    [InlineData("gemini-2.5-flash", null, 200)]
    public async Task Generate_CallsWithoutTheirSignature_AreRefusedFromGemini3On(string model, string? signature, int expected)
    {
        var signed = signature is null ? "" : $",\"thoughtSignature\":\"{signature}\"";
        var (status, _) = await PostAsync(
            $"{model}:generateContent",
            """{"contents":[{"parts":[{"text":"a"}]},{"role":"model","parts":[{"functionCall":{"name":"f"} SIGNED }]},{"parts":[{"functionResponse":{"name":"f","response":{"output":"x"}}}]}]}"""
                .Replace("SIGNED", signed, StringComparison.Ordinal));

        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("", 403, "PERMISSION_DENIED")]
    [InlineData("sk-bad", 400, "INVALID_ARGUMENT")]
    public async Task Generate_WithoutAGoodKey_IsRefusedAsGoogleDoes(string key, int expected, string name)
    {
        var (status, answer) = await PostAsync("gemini-2.5-flash:generateContent", Hi, key);

        Assert.Equal((expected, name), (status, answer.GetProperty("error").GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("gpt-4o:generateContent")]
    [InlineData("gemini-embedding-001:generateContent")]
    [InlineData("gemini-2.5-flash:batchEmbedContents")]
    [InlineData("gemini-2.5-flash:makeCoffee")]
    public async Task Call_OfAModelThatCannot_IsNotFound(string call)
    {
        var (status, answer) = await PostAsync(call, Hi);

        Assert.Equal((404, "NOT_FOUND"), (status, answer.GetProperty("error").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Generate_Answer_TellsExactlyWhatIsBilled()
    {
        var (_, answer) = await PostAsync("gemini-2.5-flash+cached-2:generateContent", Hi);

        var usage = answer.GetProperty("usageMetadata");
        var billed = Host.BilledUsage;
        Assert.Equal(
            (billed.PromptTokens, billed.CachedTokens, billed.CompletionTokens - billed.ReasoningTokens, billed.ReasoningTokens, billed.TotalTokens),
            (Count("promptTokenCount"), Count("cachedContentTokenCount"), Count("candidatesTokenCount"), Count("thoughtsTokenCount"), Count("totalTokenCount")));

        long Count(string name) => usage.GetProperty(name).GetInt64();
    }

    private async Task<(int Status, JsonElement Answer)> PostAsync(string call, string body, string key = "sim-key")
    {
        using var http = new HttpClient { BaseAddress = Host.BaseUrl };
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/v1beta/models/{call}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.TryAddWithoutValidation("x-goog-api-key", key);
        using var response = await http.SendAsync(message);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
