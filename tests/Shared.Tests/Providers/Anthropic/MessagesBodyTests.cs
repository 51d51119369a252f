using System.Text.Json.Nodes;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class MessagesBodyTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void Write_Conversation_MovesInstructionsAndMergesTurns()
    {
        var body = Messages.Body("""
            {"model":"m","max_tokens":7,"user":"ann","stop":"END","messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":"Looking.","tool_calls":[
                {"id":"a:1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}},
                {"id":"b","type":"function","function":{"name":"ring","arguments":""}}]},
              {"role":"tool","tool_call_id":"a:1","content":"sun"},
              {"role":"tool","tool_call_id":"b","content":""},
              {"role":"user","content":"And now?"},
              {"role":"developer","content":"In German."}]}
            """);

        Same("""[{"type":"text","text":"Be brief."},{"type":"text","text":"In German."}]""", body["system"]);
        Same(
            """
            [{"role":"user","content":[{"type":"text","text":"Weather?"}]},
             {"role":"assistant","content":[{"type":"text","text":"Looking."},
               {"type":"tool_use","id":"a_1","name":"look","input":{"at":1}},{"type":"tool_use","id":"b","name":"ring","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"a_1","content":[{"type":"text","text":"sun"}]},
               {"type":"tool_result","tool_use_id":"b"},{"type":"text","text":"And now?"}]}]
            """,
            body["messages"]);
        Same("""{"user_id":"ann"}""", body["metadata"]);
        Same("""["END"]""", body["stop_sequences"]);
        Assert.Equal((7, "claude-haiku-4-5"), ((int)body["max_tokens"]!, (string)body["model"]!));
    }

    [Fact]
    public void Write_InstructionsAlone_AreSaidByTheUser() =>
        Same(
            """[{"role":"user","content":[{"type":"text","text":"Sing."}]}]""",
            Messages.Body("""{"model":"m","messages":[{"role":"system","content":"Sing."}]}""")["messages"]);

    [Fact]
    public void Write_TextOfNothingButSpaces_IsLeftOut() =>
        Same(
            """[{"role":"user","content":[{"type":"text","text":"Hi"}]}]""",
            Messages.Body("""{"model":"m","messages":[{"role":"assistant","content":""},{"role":"user","content":[{"type":"text","text":" "},{"type":"text","text":"Hi"}]}]}""")["messages"]);

    [Fact]
    public void Write_ImagesAndFiles_BecomeBlocks()
    {
        var content = Content($$$"""
            {"type":"image_url","image_url":"data:image/jpeg;base64,{{{Png}}}"},
            {"type":"image_url","image_url":{"url":"https://example.com/cat.png","detail":"high"}},
            {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0xLjQK"},"citations":{"enabled":true}},
            {"type":"file","file":{"filename":"a.txt","file_data":"data:text/plain;base64,R3LDvMOfZQ=="}},
            {"type":"file","file":{"file_id":"file_1"}}
            """);

        Same(
            $$$"""
            [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{Png}}}"}},
             {"type":"image","source":{"type":"url","url":"https://example.com/cat.png"}},
             {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0xLjQK"},"title":"a.pdf","citations":{"enabled":true}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Grüße"},"title":"a.txt"},
             {"type":"document","source":{"type":"file","file_id":"file_1"}}]
            """,
            content);
    }

    [Fact]
    public void Write_CacheControl_StaysWhereItWas()
    {
        var body = Messages.Body("""
            {"model":"m","cache_control":{"type":"ephemeral"},"messages":[
              {"role":"system","content":"Long.","cache_control":{"type":"ephemeral","ttl":"1h"}},
              {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b"}]}],
             "tools":[{"type":"function","cache_control":{"type":"ephemeral"},"function":{"name":"f"}}]}
            """);

        Same("""[{"type":"text","text":"Long.","cache_control":{"type":"ephemeral","ttl":"1h"}}]""", body["system"]);
        Same("""[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b"}]""", body["messages"]![0]!["content"]);
        Same("""[{"name":"f","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}]""", body["tools"]);
        Same("""{"type":"ephemeral"}""", body["cache_control"]);
    }

    [Fact]
    public void Write_ThinkingBlocksOfAnEarlierAnswer_GoBackUnchangedAndFirst()
    {
        const string blocks = """[{"type":"thinking","thinking":"Hm","signature":"a+/b=="},{"type":"redacted_thinking","data":"ZQ=="}]""";
        var body = Messages.Body(
            $$"""{"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho","reasoning_content":"Hm","thinking_blocks":{{blocks}}},{"role":"user","content":"?"}]}""");

        var content = body["messages"]![1]!["content"]!.AsArray();
        Same(blocks, new JsonArray(content[0]!.DeepClone(), content[1]!.DeepClone()));
        Assert.Equal("Ho", (string)content[2]!["text"]!);
    }

    [Theory]
    [InlineData("\"none\"", """{"type":"none"}""")]
    [InlineData("\"auto\"", """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData("\"required\"", """{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", """{"type":"tool","name":"f","disable_parallel_tool_use":true}""")]
    [InlineData("null", """{"type":"auto","disable_parallel_tool_use":true}""")]
    public void Write_ToolChoice_IsTheApis(string choice, string written) =>
        Same(written, Messages.Body(Messages.Saying($$"""{{Tool}},"tool_choice":{{choice}},"parallel_tool_calls":false"""))["tool_choice"]);

    [Fact]
    public void Write_ForcedToolWhereItCannotBe_IsRefusedByNameOrLeftToTheModel()
    {
        var json = Messages.Saying($$"""{{Tool}},"tool_choice":"required" """);

        Assert.Equal("tool_choice", Messages.Refused(json, Messages.Newest).Param);
        var (body, dropped) = Messages.Dropping(json, Messages.Newest);
        Same("""{"type":"auto"}""", body["tool_choice"]);
        Assert.Equal(["tool_choice"], dropped);
    }

    [Fact]
    public void Write_StrictTool_NeedsAModelThatKeepsToSchemas()
    {
        var json = Messages.Saying("""
            "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{},"additionalProperties":false}}}]
            """);

        Assert.True((bool)Messages.Body(json)["tools"]![0]!["strict"]!);
        Assert.Equal("tools[0].function.strict", Messages.Refused(json, Messages.Oldest).Param);
    }

    [Theory]
    [InlineData("\"seed\":1", "seed")]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"top_logprobs\":2", "top_logprobs")]
    [InlineData("\"presence_penalty\":0.5", "presence_penalty")]
    [InlineData("\"frequency_penalty\":-1", "frequency_penalty")]
    [InlineData("\"logit_bias\":{\"1\":2}", "logit_bias")]
    [InlineData("\"stop\":[\" \"]", "stop")]
    [InlineData("\"verbosity\":\"low\"", "verbosity")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"service_tier\":\"flex\"", "service_tier")]
    [InlineData("\"temperature\":1.5", "temperature")]
    [InlineData("\"temperature\":0.5,\"top_p\":0.5", "top_p")]
    [InlineData("\"made_up\":1", "made_up")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"made_up\":1}}]", "tools[0].function.made_up")]
    public void Write_WhatTheApiLacks_IsRefusedByNameOrDroppedAndTold(string member, string name)
    {
        var refusal = Messages.Refused(Messages.Saying(member));

        Assert.Equal((400, "unsupported_parameter", name), (refusal.Status, refusal.Code, refusal.Param));
        Assert.Equal([name], Messages.Dropping(Messages.Saying(member)).Dropped);
    }

    [Theory]
    [InlineData("\"n\":1,\"logprobs\":false,\"presence_penalty\":0,\"logit_bias\":{},\"store\":false,\"service_tier\":\"auto\"")]
    [InlineData("\"metadata\":{\"a\":\"b\"},\"prompt_cache_key\":\"k\",\"safety_identifier\":\"s\",\"parallel_tool_calls\":true,\"modalities\":[\"text\"]")]
    [InlineData("\"temperature\":1,\"top_p\":1,\"verbosity\":\"medium\"")]
    public void Write_HintsAndDefaults_AreNoReasonToRefuse(string members)
    {
        Assert.Equal(["model", "max_tokens", "messages"], Messages.Body(Messages.Saying(members), Messages.Newest).AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}""")]
    [InlineData("""{"type":"image_url","image_url":{"url":"http://example.com/cat.png"}}""")]
    [InlineData("""{"type":"file","file":{"file_data":"data:application/zip;base64,AAAA"}}""")]
    public void Write_PartsThatItCannotRead_AreRefusedWhateverTheTenantWants(string part)
    {
        var json = $$"""{"model":"m","messages":[{"role":"user","content":[{{part}}]}]}""";

        Assert.Equal("unsupported_parameter", Messages.Refused(json).Code);
        Assert.Throws<Tollgate.Pipeline.RefusalException>(() => Messages.Dropping(json));
    }

    private const string Tool = """ "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]""";

    private static JsonNode? Content(string parts) =>
        Messages.Body($$"""{"model":"m","messages":[{"role":"user","content":[{{parts}}]}]}""")["messages"]![0]!["content"];

    private static void Same(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut got  {actual?.ToJsonString()}");
}
