using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Providers.Anthropic;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class MessageTranslatorTests
{
    [Fact]
    public void Translate_AllKindsOfBlocks_LosesNone()
    {
        var message = Message("""
            {"id":"msg_1","type":"message","role":"assistant","stop_reason":"tool_use","content":[
              {"type":"thinking","thinking":"Hm 🤔","signature":"a+/b=="},
              {"type":"redacted_thinking","data":"ZQ=="},
              {"type":"text","text":"It says ","citations":null},
              {"type":"text","text":"wet","citations":[{"type":"char_location","cited_text":"wet","document_index":0,"start_char_index":0,"end_char_index":3}]},
              {"type":"tool_use","id":"toolu_1","name":"look","input":{"at":"水"}},
              {"type":"something_new","data":1}],
             "usage":{"input_tokens":3,"output_tokens":4}}
            """);

        var said = message["choices"]![0]!["message"]!;
        Assert.Equal(("msg_1", "It says wet", "Hm 🤔"), ((string)message["id"]!, (string)said["content"]!, (string)said["reasoning_content"]!));
        Assert.Equal("""{"at":"水"}""", (string)said["tool_calls"]![0]!["function"]!["arguments"]!);
        Assert.Equal(["thinking", "redacted_thinking"], said["thinking_blocks"]!.AsArray().Select(block => (string)block!["type"]!));
        Assert.Equal("a+/b==", (string)said["thinking_blocks"]![0]!["signature"]!);
        var cited = said["annotations"]![0]!["file_citation"]!;
        Assert.Equal((8, 11, "wet", "char_location"), ((int)cited["start_index"]!, (int)cited["end_index"]!, (string)cited["cited_text"]!, (string)cited["location_type"]!));
        Assert.Equal("tool_calls", (string)message["choices"]![0]!["finish_reason"]!);
        Assert.Equal(7, (int)message["usage"]!["total_tokens"]!);
    }

    [Fact]
    public void Translate_AWebAddressCited_IsOpenAIsAnnotation()
    {
        var message = Message("""
            {"id":"m","type":"message","stop_reason":"end_turn","content":[{"type":"text","text":"x","citations":[
              {"type":"web_search_result_location","url":"https://example.com/","title":"E","cited_text":"x","encrypted_index":"e"}]}]}
            """);

        Assert.Equal("https://example.com/", (string)message["choices"]![0]!["message"]!["annotations"]![0]!["url_citation"]!["url"]!);
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("pause_turn", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("refusal", "content_filter")]
    [InlineData("reason_of_tomorrow", "stop")]
    public void Translate_StopReason_IsOpenAIs(string reason, string finish)
    {
        var message = Message($$"""{"id":"m","type":"message","stop_reason":"{{reason}}","content":[{"type":"text","text":"x"}]}""");

        Assert.Equal(finish, (string)message["choices"]![0]!["finish_reason"]!);
        Assert.Null(message["usage"]);
    }

    [Fact]
    public void Translate_Refusal_TellsWhy()
    {
        var message = Message("""
            {"id":"m","type":"message","stop_reason":"refusal","stop_details":{"type":"refusal","category":"bio","explanation":"Not this."},"content":[]}
            """);

        var said = message["choices"]![0]!["message"]!;
        Assert.Equal((null, "Not this."), ((string?)said["content"], (string?)said["refusal"]));
    }

    [Fact]
    public void Translate_AnswerByTool_IsTheContent()
    {
        var message = Message(
            """{"id":"m","type":"message","stop_reason":"tool_use","content":[{"type":"tool_use","id":"t","name":"tollgate_answer","input":{"n":1}}]}""",
            hasAnswerTool: true);

        var choice = message["choices"]![0]!;
        Assert.Equal(("""{"n":1}""", "stop"), ((string)choice["message"]!["content"]!, (string)choice["finish_reason"]!));
        Assert.Null(choice["message"]!["tool_calls"]);
    }

    [Fact]
    public void Translate_ErrorInside200_IsThrownWithItsStatus()
    {
        var failure = Assert.Throws<UpstreamException>(() => Message("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""));

        Assert.Equal(503, failure.Refusal.Status);
    }

    private static JsonNode Message(string json, bool hasAnswerTool = false)
    {
        using var document = JsonDocument.Parse(json);
        var answer = MessageTranslator.Translate(document.RootElement, hasAnswerTool, "up");
        var whole = AnswerJson.Write(answer, new ChatIdentity("chatcmpl-1", "m", 1), null);
        return JsonNode.Parse(Encoding.UTF8.GetString(whole.Body.Span))!;
    }
}
