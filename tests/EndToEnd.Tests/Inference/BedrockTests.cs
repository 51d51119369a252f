using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>Bedrock: over plain HTTP in one home, through AWS's SDK in the other, with the same outcome.</summary>
public abstract partial class BedrockTests : FreshGateway
{
    private const string Tools = """[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},{"type":"function","function":{"name":"get_time"}}]""";
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_OfText_IsAnsweredAndBilledAsBedrockBills(bool stream)
    {
        var user = Gateway.NewUser();

        var reply = await Gateway.SendAsync((stream ? Ask.Stream("Hello 水 [simulate: cached-2]", "haiku") : Ask.Whole("Hello 水 [simulate: cached-2]", "haiku")) with { User = user });

        var billed = Gateway.Simulator.Requests[^1].Billed;
        var usage = await Gateway.UsageOfAsync(user);
        Assert.Equal(200, reply.Status);
        Assert.Equal("Écho 1: „Hello 水“ — 你好 🌍.", reply.Content);
        Assert.NotEmpty(reply.Headers["x-tollgate-upstream-request-id"]);
        Assert.Equal((billed.PromptTokens, billed.CompletionTokens), (usage.Input, usage.Output));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_WithTools_CallsThemAndTakesTheirResults(bool stream)
    {
        var first = await SendAsync("haiku", stream, """[{"role":"user","content":"Weather?"}]""", ("tools", JsonNode.Parse(Tools)));

        Assert.Equal(["get_weather", "get_time"], first.Calls.Select(call => call.Name));
        Assert.Equal("{}", first.Calls[1].Arguments);
        Assert.Equal("tool_calls", first.FinishReason);

        var second = await SendAsync("haiku", stream, Conversation(first), ("tools", JsonNode.Parse(Tools)));
        Assert.Contains("result; result", second.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_ThatReasons_GivesSignedThoughtsThatAreTakenBack(bool stream)
    {
        (string, JsonNode?)[] more = [("tools", JsonNode.Parse(Tools)), ("reasoning_effort", "low"), ("max_tokens", 4000)];

        var first = await SendAsync("sonnet", stream, """[{"role":"user","content":"Weather?"}]""", more);
        var second = await SendAsync("sonnet", stream, Conversation(first), more);

        Assert.Contains("Let me think", first.Thoughts!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("result; result", second.Content, StringComparison.Ordinal);
        Assert.Equal("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse" + (stream ? "-stream" : ""), Gateway.Simulator.Requests[^1].RawPath);
    }

    [Fact]
    public async Task Chat_WithASchema_AnswersInJson()
    {
        var format = JsonNode.Parse("""{"type":"json_schema","json_schema":{"name":"plan","schema":{"type":"object","properties":{"city":{"type":"string"}}}}}""");

        var whole = await SendAsync("haiku", stream: false, """[{"role":"user","content":"Plan"}]""", ("response_format", format!.DeepClone()));
        var streamed = await SendAsync("haiku", stream: true, """[{"role":"user","content":"Plan"}]""", ("response_format", format));

        Assert.Equal("""{"city":"city ä→水"}""", JsonNode.Parse(whole.Content)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(("stop", "stop"), (whole.FinishReason, streamed.FinishReason));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(whole.Content), JsonNode.Parse(streamed.Content)));
    }

    [Fact]
    public async Task Chat_WithAnImageAndAFile_ShowsBothToTheModel()
    {
        var answer = await SendAsync("haiku", stream: false, $$$"""
            [{"role":"system","content":[{"type":"text","text":"Be brief","cache_control":{"type":"ephemeral"}}]},
             {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Png}}}"}},
              {"type":"file","file":{"filename":"a.txt","file_data":"data:text/plain;base64,aGk="}}]}]
            """, ("stop", "never"), ("top_k", 5), ("requestMetadata", JsonNode.Parse("""{"team":"a"}""")), ("temperature", 0.5));

        Assert.Contains("(1 images, 1 documents)", answer.Content, StringComparison.Ordinal);
        var asked = Gateway.Simulator.Requests[^1].ReadJson();
        Assert.Equal(5, asked.GetProperty("additionalModelRequestFields").GetProperty("top_k").GetInt32());
        Assert.Equal(0.5, asked.GetProperty("inferenceConfig").GetProperty("temperature").GetDouble());
        Assert.Equal("a", asked.GetProperty("requestMetadata").GetProperty("team").GetString());
        Assert.Equal("default", asked.GetProperty("system")[1].GetProperty("cachePoint").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("status-400", 400, "upstream_rejected_request")]
    [InlineData("status-404", 404, "model_not_found")]
    [InlineData("status-403", 502, "upstream_authentication_failed")]
    [InlineData("status-429", 429, "upstream_rate_limit_exceeded")]
    [InlineData("status-503", 503, "upstream_error")]
    [InlineData("truncated-json", 502, "upstream_invalid_response")]
    public async Task Chat_ThatFails_IsToldAsOpenAIWould(string fault, int status, string code)
    {
        var reply = await Gateway.SendAsync(Ask.Whole($"Hi [simulate: {fault}]", "haiku"));

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData("error-after-3", "upstream_error")]
    [InlineData("cut-after-3", "upstream_interrupted")]
    [InlineData("no-finish", "upstream_interrupted")]
    [InlineData("malformed-at-2", "upstream_invalid_response")]
    public async Task Stream_ThatBreaks_EndsWithItsErrorAndWithoutDone(string fault, string code)
    {
        var reply = await Gateway.SendAsync(Ask.Stream($"Hi [simulate: {fault}]", "haiku"));

        // AWS's SDK throws before it hands on what came with the failure: then nothing had gone out, and the error is a whole reply.
        var error = reply.Events.Count > 0 ? JsonElement.Parse(reply.Events[^1]).GetProperty("error") : reply.Error;
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.DoesNotContain("[DONE]", reply.Events);
    }

    [Theory]
    [InlineData("split-1")]
    [InlineData("split-7")]
    public async Task Stream_InPieces_IsTheSame(string fault)
    {
        var reply = await Gateway.SendAsync(Ask.Stream($"Hello 水 [simulate: {fault}]", "haiku"));

        Assert.Equal("Écho 1: „Hello 水“ — 你好 🌍.", reply.Content);
        Assert.Equal("[DONE]", reply.Events[^1]);
    }

    [Fact]
    public async Task Stream_WithoutUsage_IsCompleteAndEstimated()
    {
        var reply = await Gateway.SendAsync(Ask.Stream("Hi [simulate: no-usage]", "haiku"));

        Assert.Equal("[DONE]", reply.Events[^1]);
    }

    [Theory]
    [InlineData("titan")]
    [InlineData("cohere")]
    public async Task Embeddings_OfSeveralTexts_AreOneListInTheirOrder(string model)
    {
        var reply = await Gateway.SendAsync(Call.Post("/v1/embeddings", $$"""{"model":"{{model}}","input":["a","b","a"]}"""));

        var vectors = reply.Json.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("embedding").GetRawText()).ToArray();
        Assert.Equal(200, reply.Status);
        Assert.Equal(vectors[0], vectors[2]);
        Assert.NotEqual(vectors[0], vectors[1]);
    }

    private protected static string Configure(string configuration)
    {
        var simulator = Address().Match(configuration).Groups["address"].Value;
        const string capabilities = """["chat", "streaming", "tools", "vision", "json_schema", "reasoning"]""";
        return configuration.Replace(
            "\"providers\": {",
            $$"""
            "providers": {
              "bedrock": {
                "baseUrl": "{{simulator}}", "apiKey": "bedrock-key", "region": "us-east-1",
                "models": [
                  { "id": "haiku", "modelId": "anthropic.claude-3-haiku-20240307-v1:0", "capabilities": {{capabilities}}, "price": { "input": 3, "cacheRead": 1, "output": 11 } },
                  { "id": "sonnet", "modelId": "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "capabilities": {{capabilities}}, "price": { "input": 3, "output": 11 } },
                  { "id": "titan", "modelId": "amazon.titan-embed-text-v2:0", "capabilities": ["embeddings"], "price": { "input": 1, "output": 0 } },
                  { "id": "cohere", "modelId": "cohere.embed-multilingual-v3", "capabilities": ["embeddings"], "price": { "input": 1, "output": 0 } }
                ]
              },
            """,
            StringComparison.Ordinal);
    }

    /// <summary>The conversation so far, and a result for each call of the answer.</summary>
    private static string Conversation(Answer answer)
    {
        var assistant = new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray([.. answer.Calls.Select(call => call.ToNode())]) };
        if (answer.Thoughts is not null)
        {
            assistant["thinking_blocks"] = answer.Thoughts.DeepClone();
        }

        var results = answer.Calls.Select(call => new JsonObject { ["role"] = "tool", ["tool_call_id"] = call.Id, ["content"] = "result" });
        return new JsonArray([new JsonObject { ["role"] = "user", ["content"] = "Weather?" }, assistant, .. results]).ToJsonString();
    }

    private async Task<Answer> SendAsync(string model, bool stream, string messages, params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = JsonNode.Parse(messages), ["stream"] = stream };
        foreach (var (name, value) in members)
        {
            body[name] = value?.DeepClone();
        }

        var reply = await Gateway.SendAsync(new Call { Text = body.ToJsonString() });
        Assert.True(reply.Status == 200, reply.Text + string.Join("\n", Gateway.TakeErrors()));
        return stream ? Answer.OfStream(reply.Chunks) : Answer.OfWhole(reply.Json);
    }

    [GeneratedRegex("\"baseUrl\": \"(?<address>http://127[^/]+)/v1\"")]
    private static partial Regex Address();

    private sealed record MadeCall(string Id, string Name, string Arguments)
    {
        public JsonObject ToNode() => new JsonObject
        {
            ["id"] = Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = Name, ["arguments"] = Arguments },
        };
    }

    private sealed record Answer(string Content, IReadOnlyList<MadeCall> Calls, JsonNode? Thoughts, string? FinishReason)
    {
        public static Answer OfWhole(JsonElement completion)
        {
            var choice = JsonNode.Parse(completion.GetRawText())!["choices"]![0]!;
            var message = choice["message"]!;
            var calls = message["tool_calls"]?.AsArray().Select(call =>
                new MadeCall((string)call!["id"]!, (string)call["function"]!["name"]!, (string)call["function"]!["arguments"]!)) ?? [];
            return new Answer((string?)message["content"] ?? "", [.. calls], message["thinking_blocks"], (string?)choice["finish_reason"]);
        }

        public static Answer OfStream(IReadOnlyList<JsonElement> chunks)
        {
            var (content, calls, finish) = ("", new List<MadeCall>(), (string?)null);
            JsonNode? thoughts = null;
            foreach (var choice in chunks.Select(chunk => JsonNode.Parse(chunk.GetRawText())!["choices"]!.AsArray()).Where(choices => choices.Count > 0).Select(choices => choices[0]!))
            {
                var delta = choice["delta"]!;
                content += (string?)delta["content"];
                thoughts ??= delta["thinking_blocks"];
                finish = (string?)choice["finish_reason"] ?? finish;
                foreach (var call in delta["tool_calls"]?.AsArray() ?? [])
                {
                    var index = (int)call!["index"]!;
                    if (index == calls.Count)
                        calls.Add(new MadeCall((string)call["id"]!, (string)call["function"]!["name"]!, ""));
                    calls[index] = calls[index] with { Arguments = calls[index].Arguments + (string?)call["function"]!["arguments"] };
                }
            }

            return new Answer(content, calls, thoughts, finish);
        }
    }
}

public sealed class SelfHostBedrockTests : BedrockTests
{
    private protected override GatewayUnderTest Create() => new SelfHostGateway { Configure = Configure };
}

public sealed class FunctionAppBedrockTests : BedrockTests
{
    private protected override GatewayUnderTest Create() => new FunctionAppGateway { Configure = Configure };
}
