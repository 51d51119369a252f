using System.Text.Json.Nodes;
using Tollgate.Pipeline;

namespace Tollgate.Tests.Providers.Bedrock;

public sealed class ConverseRequestTests
{
    private const string Tool = """{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{},"additionalProperties":false}}}""";
    private const string Call = """{"id":"c1","type":"function","function":{"name":"f","arguments":""}}""";
    private const string Format = """ "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"a":{"type":"string"}}}}} """;

    [Fact]
    public void Messages_OfAllRoles_TakeTurnsAndLeaveOutWhatIsBlank()
    {
        var body = Converse($$"""
            {"model":"m","messages":[
              {"role":"system","content":"one"},{"role":"developer","content":""},
              {"role":"user","content":"a"},{"role":"user","content":[{"type":"text","text":" "},{"type":"text","text":"b"}]},
              {"role":"assistant","content":"","tool_calls":[{{Call}}]},
              {"role":"tool","tool_call_id":"c1","content":"r"},{"role":"user","content":"c"},{"role":"assistant","content":" "}]}
            """);

        AssertJson("""[{"text":"one"}]""", body["system"]);
        AssertJson(
            """
            [{"role":"user","content":[{"text":"a"},{"text":"b"}]},
             {"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{}}}]},
             {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"r"}]}},{"text":"c"}]}]
            """,
            body["messages"]);
        Assert.Equal("no_tool", (string?)body["toolConfig"]!["tools"]![0]!["toolSpec"]!["name"]);
    }

    [Fact]
    public void ToolIds_OfAnotherProvider_ArePutIntoBedrocksFormOnBothSides()
    {
        var body = Converse("""
            {"model":"m","messages":[{"role":"user","content":"a"},
              {"role":"assistant","tool_calls":[{"id":"call|ü/1","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"call|ü/1","content":""}]}
            """);

        var id = (string?)body["messages"]![1]!["content"]![0]!["toolUse"]!["toolUseId"];
        Assert.Matches("^[a-zA-Z0-9_.:-]{1,64}$", id);
        Assert.Equal(id, (string?)body["messages"]![2]!["content"]![0]!["toolResult"]!["toolUseId"]);
        AssertJson("[]", body["messages"]![2]!["content"]![0]!["toolResult"]!["content"]);
    }

    [Theory]
    [InlineData("\"auto\"", BedrockHarness.Haiku, """{"auto":{}}""")]
    [InlineData("\"required\"", BedrockHarness.Haiku, """{"any":{}}""")]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", BedrockHarness.Haiku, """{"tool":{"name":"f"}}""")]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", "mistral.mistral-large-2402-v1:0", """{"any":{}}""")]
    public void ToolChoice_AsTheModelCan_IsTheSame(string choice, string model, string expected)
    {
        var body = Converse(BedrockHarness.Ask($"\"tools\":[{Tool}],\"tool_choice\":{choice}"), model);

        AssertJson(expected, body["toolConfig"]!["toolChoice"]);
    }

    [Fact]
    public void ToolChoice_None_OffersNoTool() =>
        Assert.Null(Converse(BedrockHarness.Ask($"\"tools\":[{Tool}],\"tool_choice\":\"none\""))["toolConfig"]);

    [Theory]
    [InlineData("\"tool_choice\":\"required\"", BedrockHarness.Llama, "tool_choice")]
    [InlineData("\"parallel_tool_calls\":false", BedrockHarness.Haiku, "parallel_tool_calls")]
    [InlineData("\"temperature\":1.5", BedrockHarness.Haiku, "temperature")]
    [InlineData("\"seed\":1", BedrockHarness.Haiku, "seed")]
    [InlineData("\"top_k\":1", BedrockHarness.Llama, "top_k")]
    [InlineData("\"n\":2", BedrockHarness.Haiku, "n")]
    [InlineData("\"logprobs\":true", BedrockHarness.Haiku, "logprobs")]
    [InlineData("\"logit_bias\":{\"1\":1}", BedrockHarness.Haiku, "logit_bias")]
    [InlineData("\"reasoning_effort\":\"high\"", BedrockHarness.Haiku, "reasoning_effort")]
    [InlineData("\"reasoning_effort\":\"high\",\"max_tokens\":1000", BedrockHarness.Sonnet, "reasoning_effort")]
    [InlineData("\"thinking\":{\"type\":\"enabled\"}", BedrockHarness.Nova, "thinking")]
    [InlineData("\"service_tier\":\"priority\"", BedrockHarness.Haiku, "service_tier")]
    [InlineData("\"something_new\":1", BedrockHarness.Haiku, "something_new")]
    public void Member_ThatTheModelCannotDo_IsRefusedByNameOrDropped(string member, string model, string name)
    {
        var ask = BedrockHarness.Ask($"\"tools\":[{Tool}],{member}");

        var refusal = Assert.Throws<RefusalException>(() => BedrockHarness.Translate(ask, model)).Refusal;

        Assert.Equal(("unsupported_parameter", name), (refusal.Code, refusal.Param));
        Assert.DoesNotContain($"\"{name}\"", BedrockHarness.Translate(ask, model, drops: true).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Member_ThatChangesNoAnswer_IsNoReasonToRefuse() =>
        Converse(BedrockHarness.Ask(
            """ "metadata":{"a":"b"},"store":false,"user":"u","n":1,"prompt_cache_key":"k","service_tier":"auto","modalities":["text"],"parallel_tool_calls":true,"logprobs":false """));

    [Theory]
    [InlineData("low", BedrockHarness.Sonnet, """{"thinking":{"type":"enabled","budget_tokens":1024}}""")]
    [InlineData("high", BedrockHarness.Sonnet, """{"thinking":{"type":"enabled","budget_tokens":4000}}""")]
    [InlineData("medium", BedrockHarness.Opus, """{"thinking":{"type":"adaptive"},"output_config":{"effort":"medium"}}""")]
    [InlineData("xhigh", BedrockHarness.Opus, """{"thinking":{"type":"adaptive"},"output_config":{"effort":"max"}}""")]
    [InlineData("low", "us.amazon.nova-2-lite-v1:0", """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}""")]
    [InlineData("high", "openai.gpt-oss-120b-1:0", """{"reasoning_effort":"high"}""")]
    [InlineData("none", BedrockHarness.Sonnet, null)]
    [InlineData("none", BedrockHarness.Haiku, null)]
    public void ReasoningEffort_IsWhatTheModelsOwnFieldsHave(string effort, string model, string? expected) =>
        AssertJson(expected, Converse(BedrockHarness.Ask($"\"reasoning_effort\":\"{effort}\",\"max_tokens\":8000"), model)["additionalModelRequestFields"]);

    [Fact]
    public void TopK_GoesWhereTheModelHasIt()
    {
        AssertJson("""{"top_k":5}""", Converse(BedrockHarness.Ask("\"top_k\":5"))["additionalModelRequestFields"]);
        AssertJson("""{"inferenceConfig":{"topK":5}}""", Converse(BedrockHarness.Ask("\"top_k\":5"), BedrockHarness.Nova)["additionalModelRequestFields"]);
        AssertJson("""{"k":5,"seed":7}""", Converse(BedrockHarness.Ask("\"top_k\":5,\"seed\":7"), "cohere.command-r-v1:0")["additionalModelRequestFields"]);
    }

    [Fact]
    public void NativeMembers_PassAsTheyAre()
    {
        var body = Converse(BedrockHarness.Ask(
            """ "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"additionalModelRequestFields":{"top_k":9},"top_k":5,"requestMetadata":{"a":"b"} """));

        AssertJson("""{"guardrailIdentifier":"g","guardrailVersion":"1"}""", body["guardrailConfig"]);
        AssertJson("""{"top_k":9}""", body["additionalModelRequestFields"]);
        AssertJson("""{"a":"b"}""", body["requestMetadata"]);
    }

    [Theory]
    [InlineData(BedrockHarness.Haiku, """{"tool":{"name":"json_answer"}}""", false)]
    [InlineData(BedrockHarness.Llama, """{"auto":{}}""", true)]
    public void ResponseFormat_MakesTheModelCallOneTool(string model, string choice, bool isTold)
    {
        var body = Converse(BedrockHarness.Ask(Format), model);

        AssertJson(choice, body["toolConfig"]!["toolChoice"]);
        AssertJson("""{"type":"object","properties":{"a":{"type":"string"}}}""", body["toolConfig"]!["tools"]![0]!["toolSpec"]!["inputSchema"]!["json"]);
        Assert.Equal(isTold, body["system"] is not null);
    }

    [Fact]
    public void ResponseFormat_BesideTools_LetsTheModelCallAnyOfThem()
    {
        var body = Converse(BedrockHarness.Ask($"{Format},\"tools\":[{Tool}]"));

        AssertJson("""{"any":{}}""", body["toolConfig"]!["toolChoice"]);
        Assert.Equal(2, body["toolConfig"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public void Nova_GetsOnlyTheSchemaMembersThatItTakes() =>
        AssertJson(
            """{"type":"object","properties":{}}""",
            Converse(BedrockHarness.Ask($"\"tools\":[{Tool}]"), BedrockHarness.Nova)["toolConfig"]!["tools"]![0]!["toolSpec"]!["inputSchema"]!["json"]);

    [Fact]
    public void CacheControl_BecomesACachePointBehindWhatItStoodOn()
    {
        const string ask = """
            {"model":"m","messages":[
              {"role":"system","content":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
              {"role":"user","content":[{"type":"text","text":"u","cache_control":{"type":"ephemeral"}}]}]}
            """;

        var body = Converse(ask);

        AssertJson("""[{"text":"s"},{"cachePoint":{"type":"default","ttl":"1h"}}]""", body["system"]);
        AssertJson("""[{"text":"u"},{"cachePoint":{"type":"default"}}]""", body["messages"]![0]!["content"]);
        AssertJson("""[{"text":"s"}]""", Converse(ask, BedrockHarness.Llama)["system"]);
    }

    [Fact]
    public void ThinkingBlocks_GoBackBeforeTheCallsThatTheyLedTo()
    {
        var body = Converse($$"""
            {"model":"m","messages":[{"role":"user","content":"a"},
              {"role":"assistant","thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"redacted_thinking","data":"AAAA"}],"tool_calls":[{{Call}}]},
              {"role":"tool","tool_call_id":"c1","content":"r"}]}
            """);

        AssertJson("""{"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}}""", body["messages"]![1]!["content"]![0]);
        AssertJson("""{"reasoningContent":{"redactedContent":"AAAA"}}""", body["messages"]![1]!["content"]![1]);
    }

    [Theory]
    [InlineData("""{"type":"input_audio","input_audio":{"format":"wav","data":"AAAA"}}""", "messages[0].content[0]")]
    [InlineData("""{"type":"file","file":{"file_id":"f"}}""", "messages[0].content[0].file.file_id")]
    [InlineData("""{"type":"file","file":{"filename":"a.zip","file_data":"data:application/zip;base64,AAAA"}}""", "messages[0].content[0].file")]
    public void Part_ThatBedrockDoesNotRead_IsRefused(string part, string param)
    {
        var refusal = Assert.Throws<RefusalException>(() => Converse($$"""{"model":"m","messages":[{"role":"user","content":[{{part}}]}]}""")).Refusal;

        Assert.Equal(("unsupported_parameter", param), (refusal.Code, refusal.Param));
    }

    [Fact]
    public void Documents_HaveNamesThatBedrockTakes()
    {
        const string file = """{"type":"file","file":{"filename":"Q3 report_(final).pdf","file_data":"data:application/pdf;base64,AAAA"}}""";

        var content = Converse($$"""{"model":"m","messages":[{"role":"user","content":[{{file}},{{file}}]}]}""")["messages"]![0]!["content"]!;

        Assert.Equal("Q3 report (final)", (string?)content[0]!["document"]!["name"]);
        Assert.Equal("Q3 report (final) (2)", (string?)content[1]!["document"]!["name"]);
    }

    private static JsonNode Converse(string json, string model = BedrockHarness.Haiku) => BedrockHarness.Translate(json, model);

    private static void AssertJson(string? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected is null ? null : JsonNode.Parse(expected), actual), $"expected {expected}, got {actual?.ToJsonString()}");
}
