using System.Text;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints.Body;

public sealed class BodyParserTests
{
    private const string Messages = """ "messages":[{"role":"user","content":"hi"}] """;

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""  { "messages" : [ { "content" : [ { "text" : "hi" , "type" : "text" } ] , "role" : "user" } ] , "model" : "m" }  """)]
    [InlineData("""{"mod\u0065l":"m","messages":[{"r\u006fle":"user"}]}""")]
    [InlineData("""{"model":"\u006d","messages":[{"role":"assistant","content":null,"tool_calls":[]}]}""")]
    public void Parse_ChatInAnySpelling_FindsModel(string json)
    {
        var facts = Parse(json);

        Assert.Equal("m", facts.Model);
        Assert.False(facts.Stream);
        var value = Slice(json, facts.ModelValue);
        Assert.True(value is "\"m\"" or "\"\\u006d\"", value);
        Assert.Equal('{', json[facts.MembersStart - 1]);
    }

    [Theory]
    [InlineData("""{"stream_options":{"include_usage":true},"model":"m","stream":true,MESSAGES}""", true, """{"include_usage":true}""", "true")]
    [InlineData("""{"stream":true,MESSAGES,"model":"m","stream_options": { "x":[1,{}], "include_usage" : false } }""", false, """{ "x":[1,{}], "include_usage" : false }""", "false")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include\u005fusage":true},MESSAGES}""", true, """{"include\u005fusage":true}""", "true")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":null},MESSAGES}""", false, """{"include_usage":null}""", "null")]
    [InlineData("""{"model":"m","stream":true,"stream_options":null,MESSAGES}""", false, "null", "")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{},MESSAGES}""", false, "{}", "")]
    [InlineData("""{"model":"m","stream":true,MESSAGES}""", false, "", "")]
    [InlineData("""{"model":"m","stream":true,"\u0073\u0074\u0072\u0065\u0061\u006d\u005f\u006f\u0070\u0074\u0069\u006f\u006e\u0073":{"include_usage":true},MESSAGES}""", true, """{"include_usage":true}""", "true")]
    public void Parse_StreamOptions_SlicesLieExactlyOverTheValues(string template, bool includesUsage, string options, string value)
    {
        var json = template.Replace("MESSAGES", Messages, StringComparison.Ordinal);

        var facts = Parse(json);

        Assert.True(facts.Stream);
        Assert.Equal(includesUsage, facts.IncludeUsage);
        Assert.Equal(options, Slice(json, facts.StreamOptions));
        Assert.Equal(value, Slice(json, facts.IncludeUsageValue));
    }

    [Theory]
    [InlineData("model", """{"model":"a","model":"b",MESSAGES}""")]
    [InlineData("model", """{"model":"a","mod\u0065l":"b",MESSAGES}""")]
    [InlineData("stream", """{"model":"a","stream":false,"stream":true,MESSAGES}""")]
    [InlineData("messages", """{"model":"a",MESSAGES,MESSAGES}""")]
    [InlineData("stream_options.include_usage", """{"model":"a","stream_options":{"include_usage":true,"include_usage":false},MESSAGES}""")]
    [InlineData("frequency_penalty", """{"model":"a","frequency_penalty":1,"\u0066\u0072\u0065\u0071\u0075\u0065\u006e\u0063\u0079\u005f\u0070\u0065\u006e\u0061\u006c\u0074\u0079":2,MESSAGES}""")]
    public void Parse_KnownMemberTwice_IsRefused(string param, string json)
    {
        var refusal = Refused(json.Replace("MESSAGES", Messages, StringComparison.Ordinal));

        Assert.Equal((400, "duplicate_parameter", param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("""{"model":"cheap","Model":"dear",MESSAGES}""", "model")]
    [InlineData("""{"MODEL":"dear","model":"cheap",MESSAGES}""", "model")]
    [InlineData("""{"model":"m",MESSAGES,"Stream":true}""", "stream")]
    public void Parse_KnownMemberInAnotherCase_IsRefusedBecauseSomeProvidersWouldReadIt(string json, string param)
    {
        var refusal = Refused(json.Replace("MESSAGES", Messages, StringComparison.Ordinal));

        Assert.Equal((400, "unknown_parameter", param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("""{"model":1,MESSAGES}""", "model", "expected a string, but got an integer instead")]
    [InlineData("""{"model":null,MESSAGES}""", "model", "expected a string, but got null instead")]
    [InlineData("""{"model":"m","messages":null}""", "messages", "expected an array, but got null instead")]
    [InlineData("""{"model":"m","messages":"hi"}""", "messages", "expected an array, but got a string instead")]
    [InlineData("""{"model":"m","messages":["hi"]}""", "messages[0]", "expected an object, but got a string instead")]
    [InlineData("""{"model":"m","messages":[{"role":"user"},{"role":"user","content":{}}]}""", "messages[1].content", "expected a string or an array, but got an object instead")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["x"]}]}""", "messages[0].content[0]", "expected an object, but got a string instead")]
    [InlineData("""{"model":"m","messages":[{"role":7}]}""", "messages[0].role", "expected a role such as 'user'")]
    [InlineData("""{"model":"m","stream":"true",MESSAGES}""", "stream", "expected a boolean, but got a string instead")]
    [InlineData("""{"model":"m","stream_options":[],MESSAGES}""", "stream_options", "expected an object, but got an array instead")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":1},MESSAGES}""", "stream_options.include_usage", "expected a boolean, but got an integer instead")]
    [InlineData("""{"model":"m","max_tokens":1.0,MESSAGES}""", "max_tokens", "expected an integer, but got a number instead")]
    [InlineData("""{"model":"m","n":1e2,MESSAGES}""", "n", "expected an integer, but got a number instead")]
    [InlineData("""{"model":"m","seed":9223372036854775808,MESSAGES}""", "seed", "expected an integer, but got a number instead")]
    [InlineData("""{"model":"m","temperature":"hot",MESSAGES}""", "temperature", "expected a number, but got a string instead")]
    [InlineData("""{"model":"m","tools":{},MESSAGES}""", "tools", "expected an array, but got an object instead")]
    [InlineData("""{"model":"m","user":5,MESSAGES}""", "user", "expected a string, but got an integer instead")]
    public void Parse_WrongType_NamesMemberAndBothKinds(string json, string param, string message)
    {
        var refusal = Refused(json.Replace("MESSAGES", Messages, StringComparison.Ordinal));

        Assert.Equal((400, "invalid_type", param), (refusal.Status, refusal.Code, refusal.Param));
        Assert.Equal("invalid_request_error", refusal.Type);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":"","messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"},{"text":"hi"}]}]}""", "messages[0].content[1].type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":7}]}]}""", "messages[0].content[0].type")]
    public void Parse_RequiredMemberMissing_NamesIt(string json, string param)
    {
        var refusal = Refused(json);

        Assert.Equal((400, "missing_required_parameter", param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[]}""", Operation.Chat, "empty_array", "messages")]
    [InlineData("""{"model":"m","input":[]}""", Operation.Embeddings, "empty_array", "input")]
    [InlineData("""{"model":"m","prompt":[]}""", Operation.Completions, "empty_array", "prompt")]
    [InlineData("""{"model":"m","max_tokens":0,"messages":[{"role":"user"}]}""", Operation.Chat, "integer_below_min_value", "max_tokens")]
    [InlineData("""{"model":"m","n":-1,"prompt":"x"}""", Operation.Completions, "integer_below_min_value", "n")]
    [InlineData("""{"model":"m","dimensions":0,"input":"x"}""", Operation.Embeddings, "integer_below_min_value", "dimensions")]
    internal void Parse_ValueOutOfRange_NamesMember(string json, Operation operation, string code, string param)
    {
        var refusal = Refused(json, operation);

        Assert.Equal((400, code, param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"model\"")]
    [InlineData("{")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]""")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]} {}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],}""")]
    [InlineData("""{"model":"m" /* why */,"messages":[{"role":"user"}]}""")]
    [InlineData("""{"model":"\ud800","messages":[{"role":"user"}]}""")]
    [InlineData("""{"\ud800":1,"model":"m","messages":[{"role":"user"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"user":"\udc00x"}""")]
    [InlineData("{\"model\":\"a\nb\"}")]
    public void Parse_NotOneJsonObjectOfText_IsInvalidJson(string json)
    {
        var refusal = Refused(json);

        Assert.Equal((400, "invalid_json", null), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("""{"a":""", "}")]
    public void Parse_TenThousandDeep_SaysSo(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));

        var refusal = Refused($$"""{"model":"m","metadata2":{{deep}},"messages":[{"role":"user"}]}""");

        Assert.Equal("invalid_json", refusal.Code);
        Assert.Contains("128", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SyntaxError_PointsAtLineAndByte()
    {
        var refusal = Refused("{\"model\":\"m\",\n  oops}");

        Assert.Contains("line 2, byte 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_UnknownMembersAndOptionalNulls_Pass()
    {
        var facts = Parse("""
            {"model":"m","messages":[{"role":"user","content":"\ud800","x":1}],"x_new":{"a":[1,2,{}]},"modelX":3,
             "max_tokens":null,"n":null,"stream":null,"tools":null,"stop":null,"temperature":1,"user":null,"stream_options":null}
            """);

        Assert.Equal("m", facts.Model);
        Assert.Null(facts.User);
    }

    [Theory]
    [InlineData("""{"model":"m","user":"ann","messages":[{"role":"user"}]}""", "ann")]
    [InlineData("""{"model":"m","user_id":"bob","messages":[{"role":"user"}]}""", "bob")]
    public void Parse_UserUnderEitherName_IsTold(string json, string user) => Assert.Equal(user, Parse(json).User);

    [Fact]
    public void Parse_CompletionThatOnlyScores_MayAskForNoTokens() =>
        Assert.Equal("m", Parse("""{"model":"m","prompt":"x","echo":true,"logprobs":1,"max_tokens":0}""", Operation.Completions).Model);

    [Fact]
    public void Parse_Prompt_CountsTextAndNotInlinedFiles()
    {
        var image = "data:image/png;base64," + new string('A', 1_000_000);

        var facts = Parse($$$"""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"{{{new string('x', 1000)}}}"},
             {"type":"image_url","image_url":{"url":"{{{image}}}"}}]}]}
            """);

        Assert.InRange(facts.PromptBytes, 5_000, 5_100);
    }

    private static RequestFacts Parse(string json, Operation operation = Operation.Chat) =>
        BodyParser.Parse(Encoding.UTF8.GetBytes(json), TestGateway.SchemaOf(operation));

    private static Refusal Refused(string json, Operation operation = Operation.Chat) =>
        Assert.Throws<RefusalException>(() => Parse(json, operation)).Refusal;

    private static string Slice(string json, JsonSlice slice) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json).AsSpan(slice.Start, slice.Length));
}
