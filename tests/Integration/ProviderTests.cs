using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.Integration;

/// <summary>
/// The providers themselves, through the gateway. It costs money and needs keys, so it runs only where INTEGRATION_TEST=true asks for it:
/// with each provider whose variable is set. INTEGRATION_MODEL_OPENAI and its like choose another model.
/// </summary>
public sealed class ProviderTests
{
    private const string Tools =
        """[{"type":"function","function":{"name":"get_weather","description":"Tells the weather of a city.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

    [Theory]
    [Provider("openai", "gpt-4o-mini", "OPENAI_API_KEY")]
    [Provider("azure-openai", "gpt-4o-mini", "AZURE_OPENAI_API_KEY")]
    [Provider("anthropic", "claude-haiku-4-5-20251001", "ANTHROPIC_API_KEY")]
    [Provider("bedrock", "amazon.nova-lite-v1:0", "AWS_BEARER_TOKEN_BEDROCK")]
    [Provider("gemini", "gemini-2.5-flash", "GEMINI_API_KEY")]
    [Provider("cohere", "command-r7b-12-2024", "COHERE_API_KEY")]
    [Provider("groq", "llama-3.1-8b-instant", "GROQ_API_KEY")]
    [Provider("github", "openai/gpt-4o-mini", "GITHUB_TOKEN")]
    [Provider("together", "openai/gpt-oss-20b", "TOGETHER_API_KEY")]
    [Provider("vllm", "", "VLLM_BASE_URL")]
    [Provider("ollama", "", "OLLAMA_HOST")]
    public async Task Provider_AskedForReal_AnswersAndBills(string provider, string model, string variable, Question question)
    {
        await using var gateway = await LiveGateway.StartAsync(variable);

        var answer = await gateway.AskAsync(Body($"{provider}/{model}", question));

        if (question is Question.Tools or Question.StreamedTools)
        {
            Assert.Equal("get_weather", answer.Tool.Name);
            Assert.Contains("Paris", JsonElement.Parse(answer.Tool.Arguments).GetProperty("city").GetString(), StringComparison.OrdinalIgnoreCase);
        }
        else
        {
            Assert.Contains("tollgate", answer.Content, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(answer is { PromptTokens: > 0, CompletionTokens: > 0 }, $"{answer}");
        Assert.Equal(provider is "vllm" or "ollama", answer.CostUsd == 0);
    }

    private static JsonObject Body(string model, Question question)
    {
        var asksForTool = question is Question.Tools or Question.StreamedTools;
        var body = new JsonObject
        {
            ["model"] = model,
            ["max_tokens"] = 500,
            ["messages"] = new JsonArray(new JsonObject
            {
                ["role"] = "user",
                ["content"] = asksForTool ? "What is the weather in Paris? Call get_weather." : "Reply with the one word: tollgate",
            }),
        };
        if (asksForTool)
        {
            body["tools"] = JsonNode.Parse(Tools);
        }

        if (question is Question.Streamed or Question.StreamedTools)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        return body;
    }
}
