using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>OpenAI's chat completions in front of Anthropic's Messages API, from socket to socket, in both homes.</summary>
public abstract class AnthropicTests : FreshGateway
{
    private const string Model = "claude";

    /// <summary>The price of the model below, in dollars a token.</summary>
    private const decimal Input = 0.000003m, CacheRead = 0.0000003m, CacheWrite = 0.000004m, Output = 0.000011m, Reasoning = 0.000013m;

    private protected static string Configure(string configuration) => configuration
        .Replace(
            "\"demo\": {",
            """
            "anthropic": {
              "baseUrl": "SIMULATOR", "apiKey": "${SIMULATOR_API_KEY}",
              "models": [{ "id": "claude", "modelId": "claude-haiku-5-5", "maxOutputTokens": 5000,
                           "price": { "input": 3, "cacheRead": 0.3, "cacheWrite": 4, "output": 11, "reasoning": 13 } }]
            },
            "demo": {
            """,
            StringComparison.Ordinal)
        .Replace("SIMULATOR\"", BaseUrl(configuration) + "\"", StringComparison.Ordinal)
        .Replace("\"beta\": {", "\"beta\": { \"unsupportedParameters\": \"drop\",", StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_Answered_CostsWhatTheProviderBilled(bool stream)
    {
        var user = Gateway.NewUser();
        const string text = "Hello 水 🌍 [simulate: cached-4, cache-write-3]";
        var reply = await Gateway.SendAsync((stream ? Ask.Stream(text, Model) : Ask.Whole(text, Model)) with { User = user });

        Assert.Equal(200, reply.Status);
        Assert.Equal("Écho 1: „Hello 水 🌍“ — 你好 🌍.", reply.Content);
        var request = Gateway.Simulator.Requests[^1];
        Assert.Equal(("/v1/messages", TestConfiguration.SimulatorKey), (request.Path, request.Headers["x-api-key"]));
        Assert.Equal(5_000, request.ReadJson().GetProperty("max_tokens").GetInt32());
        var billed = request.Billed;
        Assert.True(billed.ReasoningTokens > 0);
        var cost = ((billed.PromptTokens - 7) * Input) + (4 * CacheRead) + (3 * CacheWrite)
            + ((billed.CompletionTokens - billed.ReasoningTokens) * Output) + (billed.ReasoningTokens * Reasoning);
        Assert.Equal(cost, reply.Cost);
        Assert.Equal(billed, (await Gateway.UsageOfAsync(user)).Billed);
    }

    [Theory]
    [InlineData("crlf, comments, multi-line, split-3")]
    [InlineData("split-1")]
    [InlineData("gzip")]
    [InlineData("huge")]
    public async Task Stream_ThatIsOnlyUnusual_IsComplete(string faults)
    {
        var reply = await Gateway.SendAsync(Ask.Stream($"Hello [simulate: {faults}]", Model));

        Assert.StartsWith("Écho 1: „Hello“", reply.Content, StringComparison.Ordinal);
        Assert.Equal("[DONE]", reply.Events[^1]);
    }

    [Theory]
    [InlineData("cut-after-9", "upstream_interrupted")]
    [InlineData("no-finish", "upstream_interrupted")]
    [InlineData("overloaded-after-9", "upstream_error")]
    [InlineData("named-error-after-9", "upstream_error")]
    [InlineData("malformed-at-9", "upstream_invalid_response")]
    public async Task Stream_ThatFailsMidway_EndsWithAnErrorAndNoMarker(string fault, string code)
    {
        var user = Gateway.NewUser();
        var reply = await Gateway.SendAsync(Ask.Stream($"Hello [simulate: {fault}]", Model) with { User = user });

        Assert.DoesNotContain("[DONE]", reply.Events);
        Envelope.Check(reply.Chunks[^1].GetProperty("error"), "upstream_error", code);
        Assert.Empty(Gateway.TakeErrors());

        // What was read was told at the beginning: only what was written is estimated.
        var usage = await Gateway.UsageOfAsync(user);
        Assert.Equal(Gateway.Simulator.Requests[^1].Billed.PromptTokens, usage.Input);
        Assert.True(usage.Output > 0);
        Assert.Equal(reply.Cost, usage.Cost);
    }

    [Theory]
    [InlineData("status-529", 503, "upstream_error")]
    [InlineData("status-429", 429, "upstream_rate_limit_exceeded")]
    [InlineData("insufficient-quota", 429, "upstream_insufficient_quota")]
    [InlineData("status-401", 502, "upstream_authentication_failed")]
    [InlineData("status-500", 502, "upstream_error")]
    [InlineData("html-error", 502, "upstream_error")]
    [InlineData("error-inside-200", 502, "upstream_error")]
    [InlineData("garbage", 502, "upstream_invalid_response")]
    [InlineData("truncated-json", 502, "upstream_invalid_response")]
    public async Task Whole_ThatFails_IsToldInOpenAIsEnvelope(string fault, int status, string code)
    {
        var reply = await Gateway.SendAsync(Ask.Whole($"Hello [simulate: {fault}]", Model));

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
        Assert.Empty(Gateway.TakeErrors());
    }

    [Fact]
    public async Task Refusal_OfTheModel_IsAFilteredAnswerThatSaysWhy()
    {
        var reply = await Gateway.SendAsync(Ask.Whole("Hello [simulate: refusal]", Model));

        var choice = reply.Json.GetProperty("choices")[0];
        Assert.Equal("content_filter", choice.GetProperty("finish_reason").GetString());
        Assert.Equal("This request was declined.", choice.GetProperty("message").GetProperty("refusal").GetString());
    }

    [Fact]
    public async Task ThinkingBlocks_SentBackWithToolResults_AreTakenByTheProvider()
    {
        JsonArray tools = [JsonNode.Parse("""{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{}}}}""")];
        JsonArray messages = [JsonNode.Parse("""{"role":"user","content":"Look"}""")];
        var body = new JsonObject { ["model"] = Model, ["reasoning_effort"] = "high", ["messages"] = messages, ["tools"] = tools };
        var first = (await Gateway.SendAsync(Call.Post("/v1/chat/completions", body.ToJsonString()))).Json.GetProperty("choices")[0].GetProperty("message");
        messages.Add(JsonNode.Parse(first.GetRawText()));
        messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = first.GetProperty("tool_calls")[0].GetProperty("id").GetString(), ["content"] = "seen" });

        var second = await Gateway.SendAsync(Call.Post("/v1/chat/completions", body.ToJsonString()));

        Assert.Contains("seen", second.Content, StringComparison.Ordinal);
        var sent = Gateway.Simulator.Requests[^1].ReadJson().GetProperty("messages")[1].GetProperty("content");
        Assert.Equal(["thinking", "tool_use"], sent.EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        Assert.True(JsonElement.DeepEquals(first.GetProperty("thinking_blocks")[0], sent[0]));
    }

    [Fact]
    public async Task UnsupportedMember_IsRefusedByNameOrDroppedAsTheTenantWantsIt()
    {
        var body = Ask.Body("Hello", Model, ("seed", 1), ("logit_bias", new JsonObject { ["1"] = 1 }));

        var refused = await Gateway.SendAsync(new Call { Text = body });
        var dropped = await Gateway.SendAsync(new Call { Text = body, Key = TestKeys.Beta });

        Assert.Equal((400, "unsupported_parameter", "seed"), (refused.Status, refused.ErrorCode, refused.Error.GetProperty("param").GetString()));
        Assert.Equal(200, dropped.Status);
        Assert.Equal("seed, logit_bias", dropped.Headers["x-tollgate-dropped-parameters"]);
    }

    [Fact]
    public async Task Prompt_OfTheLegacyForm_IsAskedAsAChat()
    {
        var reply = await Gateway.SendAsync(Call.Post("/v1/completions", $$"""{"model":"{{Model}}","prompt":"Hello"}"""));

        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", reply.Json.GetProperty("choices")[0].GetProperty("text").GetString());
    }

    private static string BaseUrl(string configuration) =>
        JsonElement.Parse(configuration).GetProperty("providers").GetProperty("simulator").GetProperty("baseUrl").GetString()!;
}

public sealed class SelfHostAnthropicTests : AnthropicTests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway { Configure = Configure };
}

public sealed class FunctionAppAnthropicTests : AnthropicTests
{
    private protected override GatewayUnderTest Create() => new FunctionAppGateway { Configure = Configure };
}
