using System.Text.Json.Nodes;
using Tollgate.Pipeline;
using Tollgate.Pricing;

namespace Tollgate.Tests.Providers.Cohere;

public sealed class CohereChatRequestTests
{
    private const string Tools = """
        "tools":[
          {"type":"function","function":{"name":"look","description":"Looks.","parameters":{"type":"object","properties":{"at":{"type":"string"}}}}},
          {"type":"function","function":{"name":"ring"}}]
        """;

    [Fact]
    public void Write_Conversation_KeepsItsOrderWithThePlanBesideTheCalls() => AssertWritten(
        """
        [{"role":"system","content":"Be brief."},
         {"role":"system","content":"Be kind."},
         {"role":"user","content":"Hi you"},
         {"role":"assistant","content":[{"type":"thinking","thinking":"Hmm"}],"tool_plan":"I will look.",
          "tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}}]},
         {"role":"tool","tool_call_id":"c1","content":"seen"},
         {"role":"assistant","content":"Done."}]
        """,
        CohereWriting.Chat("""
            {"model":"m","messages":[
              {"role":"developer","content":"Be brief."},
              {"role":"system","content":[{"type":"text","text":"Be kind."}]},
              {"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":" you"}]},
              {"role":"assistant","content":"I will look.","reasoning_content":"Hmm","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"seen"},
              {"role":"assistant","content":"Done."}]}
            """)["messages"]);

    [Fact]
    public void Write_Images_AsDataAndByAddress_PassWithTheirDetail() => AssertWritten(
        """
        [{"type":"text","text":"See"},
         {"type":"image_url","image_url":{"detail":"low","url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}},
         {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]
        """,
        CohereWriting.Chat("""
            {"model":"m","messages":[{"role":"user","content":[
              {"type":"text","text":"See"},
              {"type":"image_url","image_url":{"detail":"low","url":"data:image/jpeg;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}},
              {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]}
            """)["messages"]![0]!["content"]);

    [Theory]
    [InlineData("\"auto\"", null, 2)]
    [InlineData("\"none\"", "NONE", 2)]
    [InlineData("\"required\"", "REQUIRED", 2)]
    [InlineData("""{"type":"function","function":{"name":"ring"}}""", "REQUIRED", 1)]
    public void Write_ToolChoice_IsCohereOwnAndACertainToolIsTheOnlyOne(string choice, string? expected, int tools)
    {
        var sent = CohereWriting.ChatWith($"{Tools},\"tool_choice\":{choice}");

        Assert.Equal((expected, tools), ((string?)sent["tool_choice"], sent["tools"]!.AsArray().Count));
        AssertWritten("""{"type":"function","function":{"name":"ring","parameters":{"type":"object","properties":{}}}}""", sent["tools"]!.AsArray()[^1]);
    }

    [Fact]
    public void Write_AStrictTool_MakesCohereStrict() => Assert.True(
        (bool?)CohereWriting.ChatWith("""
            "tools":[{"type":"function","function":{"name":"ring","strict":true}}]
            """)["strict_tools"]);

    [Theory]
    [InlineData("""{"type":"json_object"}""", """{"type":"json_object"}""")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}""", """{"type":"json_object","json_schema":{"type":"object"}}""")]
    [InlineData("""{"type":"text"}""", null)]
    public void Write_ResponseFormat_IsCohereOwn(string format, string? expected) =>
        AssertWritten(expected, CohereWriting.ChatWith($"\"response_format\":{format}")["response_format"]);

    [Fact]
    public void Write_Sampling_HasCohereNames() => AssertWritten(
        """
        {"model":"command-a","stream":true,"messages":[{"role":"user","content":"Hi"}],"max_tokens":9,"stop_sequences":["a","b"],
         "temperature":0.5,"frequency_penalty":0.1,"presence_penalty":0.2,"k":40,"seed":7,"p":0.9,"logprobs":true}
        """,
        CohereWriting.ChatWith("""
            "stream":true,"max_completion_tokens":9,"stop":["a","b"],"temperature":0.5,"frequency_penalty":0.1,"presence_penalty":0.2,"top_k":40,"seed":7,"top_p":0.9,
            "logprobs":true,"n":1,"user":"ann","metadata":{"a":"b"},"store":false,"parallel_tool_calls":true,"service_tier":"auto","logit_bias":{},"modalities":["text"]
            """));

    [Theory]
    [InlineData("1", 0.99)]
    [InlineData("0", 0.01)]
    [InlineData("0.5", 0.5)]
    public void Write_TopPAtTheEndsOfItsRange_IsTheNearestOfCohere(string given, double expected) =>
        Assert.Equal(expected, (double)CohereWriting.ChatWith($"\"top_p\":{given}")["p"]!);

    [Theory]
    [InlineData("none", """{"type":"disabled"}""")]
    [InlineData("low", """{"type":"enabled","token_budget":1024}""")]
    [InlineData("high", """{"type":"enabled"}""")]
    public void Write_ReasoningEffort_IsThinking(string effort, string expected) =>
        AssertWritten(expected, CohereWriting.ChatWith($"\"reasoning_effort\":\"{effort}\"", capabilities: ModelCapabilities.Reasoning)["thinking"]);

    [Fact]
    public void Write_OwnMembersOfCohere_PassAsTheyAre()
    {
        const string own = """
            {"documents":[{"id":"d","data":{"text":"t"}},"s"],"citation_options":{"mode":"FAST"},"safety_mode":"STRICT","thinking":{"type":"enabled","token_budget":9},"priority":3}
            """;

        var sent = CohereWriting.ChatWith(own.Trim()[1..^1]).AsObject();

        foreach (var (name, value) in JsonNode.Parse(own)!.AsObject())
        {
            AssertWritten(value!.ToJsonString(), sent[name]);
        }
    }

    [Theory]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logit_bias\":{\"1\":2}", "logit_bias")]
    [InlineData("\"logprobs\":true,\"top_logprobs\":2", "top_logprobs")]
    [InlineData("\"parallel_tool_calls\":false", "parallel_tool_calls")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"verbosity\":\"low\"", "verbosity")]
    [InlineData("\"temperature\":1.5", "temperature")]
    [InlineData("\"presence_penalty\":-1", "presence_penalty")]
    [InlineData("\"seed\":-1", "seed")]
    [InlineData("\"stop\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]", "stop")]
    [InlineData("\"reasoning_effort\":\"low\"", "reasoning_effort")]
    [InlineData("\"some_future_parameter\":1", "some_future_parameter")]
    public void Write_WhatCohereCannot_IsRefusedByNameOrDroppedAndTold(string members, string parameter)
    {
        var refused = Assert.Throws<RefusalException>(() => CohereWriting.ChatWith(members)).Refusal;
        var dropping = new UnsupportedParameters(drops: true);
        var sent = CohereWriting.ChatWith(members, dropping).AsObject();

        Assert.Equal(("unsupported_parameter", parameter), (refused.Code, refused.Param));
        Assert.Equal([parameter], dropping.Dropped);
        Assert.False(sent.ContainsKey(parameter));
    }

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}""")]
    [InlineData("""{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}""")]
    public void Write_ContentThatCohereCannotRead_IsRefusedWhateverThePolicy(string message)
    {
        var refused = Assert.Throws<RefusalException>(
            () => CohereWriting.Chat($$"""{"model":"m","messages":[{{message}}]}""", new UnsupportedParameters(drops: true))).Refusal;

        Assert.Equal(("unsupported_parameter", "messages[0].content[0]"), (refused.Code, refused.Param));
    }

    [Fact]
    public void Write_EffortAndThinkingAtOnce_IsRefused() => Assert.Equal(
        "reasoning_effort",
        Assert.Throws<RefusalException>(() => CohereWriting.ChatWith("\"reasoning_effort\":\"low\",\"thinking\":{\"type\":\"disabled\"}")).Refusal.Param);

    private static void AssertWritten(string? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected is null ? null : JsonNode.Parse(expected), actual), actual?.ToJsonString());
}
