using System.Text.Json.Nodes;

namespace Tollgate.Tests.Providers.Anthropic;

public sealed class AnswerFormatTests
{
    private const string Closed = """{"type":"object","properties":{"n":{"type":"integer","minimum":1,"description":"How many."}},"required":["n"]}""";
    private const string Open = """{"type":"object","additionalProperties":{"type":"string"}}""";

    [Fact]
    public void Schema_WhereTheModelKeepsToIt_IsAskedForClosedAndWithItsConstraintsTold()
    {
        var format = Messages.Body(Schema(Closed))["output_config"]!["format"]!;

        Assert.Equal("json_schema", (string)format["type"]!);
        Assert.Equal(
            """{"type":"object","properties":{"n":{"type":"integer","description":"How many. (minimum: 1)"}},"required":["n"],"additionalProperties":false}""",
            format["schema"]!.ToJsonString());
    }

    [Fact]
    public void Schema_WhereTheModelHasNone_IsTheInputOfAToolThatMustBeCalled()
    {
        var body = Messages.Body(Schema(Closed), Messages.Oldest);

        Assert.Null(body["output_config"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Closed), body["tools"]![0]!["input_schema"]));
        Assert.Equal("""{"type":"tool","name":"tollgate_answer"}""", body["tool_choice"]!.ToJsonString());
    }

    [Theory]
    [InlineData("\"auto\"", "any")]
    [InlineData("\"none\"", "tool")]
    public void Schema_BesideToolsOfTheClient_LeavesTheChoiceBetweenThemAndTheAnswer(string choice, string type)
    {
        var json = Schema(Closed, $$$"""
            ,"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{{{choice}}}
            """);

        var body = Messages.Body(json, Messages.Oldest);

        Assert.Equal(["f", "tollgate_answer"], body["tools"]!.AsArray().Select(tool => (string)tool!["name"]!));
        Assert.Equal(type, (string)body["tool_choice"]!["type"]!);
    }

    [Fact]
    public void Schema_ThatIsOpen_IsNotClosedBehindTheClientsBack()
    {
        Assert.Equal("tool", (string)Messages.Body(Schema(Open))["tool_choice"]!["type"]!);
        Assert.Equal("response_format", Messages.Refused(Schema(Open), Messages.Newest).Param);
    }

    [Fact]
    public void AnyObject_IsAToolsInputWhereAToolCanBeForced()
    {
        var json = Messages.Saying("\"response_format\":{\"type\":\"json_object\"}");

        Assert.Equal("tollgate_answer", (string)Messages.Body(json)["tools"]![0]!["name"]!);
        Assert.Equal("response_format", Messages.Refused(json, Messages.Newest).Param);
    }

    private static string Schema(string schema, string more = "") => Messages.Saying(
        $$$"""
        "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{{{schema}}}}}{{{more}}}
        """);
}
