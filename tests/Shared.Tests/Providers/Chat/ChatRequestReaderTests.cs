using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers;
using Tollgate.Providers.Chat.Request;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Chat;

public sealed class ChatRequestReaderTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void Read_Conversation_KeepsRolesTextsCallsAndResults()
    {
        var chat = Read("""
            {"model":"m","messages":[
              {"role":"developer","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":" you","cache_control":{"type":"ephemeral"}}]},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}},{"id":"c2","type":"function","function":{"name":"ring","arguments":""}}]},
              {"role":"tool","tool_call_id":"c2","content":"rang"},
              {"role":"tool","tool_call_id":"c1","content":"seen"}]}
            """);

        Assert.Equal([ChatRole.Developer, ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Tool], chat.Messages.Select(message => message.Role));
        Assert.Equal(("Be brief.", "Hi you"), (chat.Messages[0].Text, chat.Messages[1].Text));
        Assert.Equal("ephemeral", chat.Messages[1].Content[1].Member("cache_control")?.GetProperty("type").GetString());
        Assert.Equal([("c1", "look", """{"at":1}"""), ("c2", "ring", "{}")], chat.Messages[2].ToolCalls.Select(call => (call.Id, call.Name, call.Arguments.GetRawText())));
        Assert.Equal(["ring", "look"], chat.Messages.Skip(3).Select(result => result.Name));
    }

    [Fact]
    public void Read_FunctionsOfOld_AreToolsAndTheirResults()
    {
        var chat = Read("""
            {"model":"m","functions":[{"name":"look","parameters":{"type":"object"}}],"function_call":{"name":"look"},"messages":[
              {"role":"user","content":"Look"},
              {"role":"assistant","content":null,"function_call":{"name":"look","arguments":"{}"}},
              {"role":"function","name":"look","content":"seen"}]}
            """);

        Assert.Equal("look", Assert.Single(chat.Tools).Name);
        Assert.Equal(new ToolChoice(ToolChoiceMode.Function, "look"), chat.ToolChoice);
        Assert.Equal(chat.Messages[1].ToolCalls[0].Id, chat.Messages[2].ToolCallId);
    }

    [Fact]
    public void Read_WhatNobodyTook_IsLeftForTheTranslatorToDecide()
    {
        var chat = Read("""{"model":"m","stream":false,"messages":[{"role":"user","content":"Hi"}],"logit_bias":{"1":2},"store":null,"seed":7}""");

        Assert.Equal(["logit_bias"], chat.Others.Keys);
        Assert.Equal(7, chat.Seed);
    }

    [Fact]
    public void Read_BoundOfTheGateway_LowersTheClientsOwn()
    {
        var request = TestGateway.Request("""{"model":"m","max_tokens":500,"max_completion_tokens":400,"messages":[{"role":"user","content":"Hi"}]}""", new ManualTimeProvider());

        Assert.Equal(400, Read(request).MaxTokens);
        Assert.Equal(30, Read(request, bound: 30).MaxTokens);
    }

    [Theory]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/jpeg;base64,")]
    [InlineData("data:image\\/png;base64,")]
    public void Read_InlineImage_HasItsTrueTypeAndItsBytes(string head)
    {
        var chat = Read($$"""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{head}}{{Png}}","detail":"low"} }]}]}""");

        var image = Assert.IsType<ImagePart>(Assert.Single(chat.Messages[0].Content));
        Assert.Equal(("image/png", "low"), (image.Image.MediaType, image.Detail));
        Assert.Equal(Png, System.Text.Encoding.UTF8.GetString(image.Image.Base64.Span));
    }

    [Theory]
    [InlineData("""{"role":"robot","content":"x"}""", "invalid_value", "messages[0].role")]
    [InlineData("""{"role":"tool","tool_call_id":"nope","content":"x"}""", "invalid_tool_call_id", "messages[0].tool_call_id")]
    [InlineData("""{"role":"function","name":"f","content":"x"}""", "invalid_tool_call_id", "messages[0]")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{not json"}}]}""", "invalid_tool_arguments", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"[1]"}}]}""", "invalid_tool_arguments", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"role":"user","content":[{"type":"video"}]}""", "invalid_value", "messages[0].content[0].type")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,plain"}}]}""", "invalid_value", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,####"}}]}""", "invalid_value", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8gd29ybGQhIQ=="}}]}""", "invalid_image", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}""", "invalid_value", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_data":"JVBERi0="}}]}""", "invalid_value", "messages[0].content[0].file.file_data")]
    public void Read_BrokenMessage_IsRefusedWithItsPlace(string message, string code, string param)
    {
        var refusal = Assert.Throws<RefusalException>(() => Read($$"""{"model":"m","messages":[{{message}}]}""")).Refusal;

        Assert.Equal((400, code, param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData(""" "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"f"}}] """, "tools")]
    [InlineData(""" "tools":[{"type":"web_search"}] """, "tools[0].type")]
    [InlineData(""" "tool_choice":"required" """, "tool_choice")]
    [InlineData(""" "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"function","function":{"name":"g"}} """, "tool_choice")]
    [InlineData(""" "response_format":{"type":"xml"} """, "response_format.type")]
    [InlineData(""" "response_format":{"type":"json_schema","json_schema":{"name":"x"}} """, "response_format.json_schema.schema")]
    [InlineData(""" "stop":[1] """, "stop")]
    [InlineData(""" "top_k":1.5 """, "top_k")]
    public void Read_BrokenMember_IsRefusedWithItsPlace(string member, string param)
    {
        var refusal = Assert.Throws<RefusalException>(() => Read($$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],{{member}}}""")).Refusal;

        Assert.Equal(param, refusal.Param);
    }

    private static ChatRequest Read(string json) => Read(TestGateway.Request(json, new ManualTimeProvider()));

    private static ChatRequest Read(GatewayRequest request, long? bound = null)
    {
        // Never disposed of: what is read points into it.
        JsonDocument document = RequestJson.Parse(request.Body);
        return ChatRequestReader.Read(document.RootElement, TestGateway.Attempt(request, bound: bound));
    }
}
