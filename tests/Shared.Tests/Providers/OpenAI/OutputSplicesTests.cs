using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.OpenAI;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.OpenAI;

public sealed class OutputSplicesTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]";

    [Theory]
    [InlineData("openai", "", "\"max_completion_tokens\":50,")]
    [InlineData("azure-openai", "", "\"max_completion_tokens\":50,")]
    [InlineData("github", "", "\"max_tokens\":50,")]
    [InlineData("custom", "", "\"max_tokens\":50,")]
    public void Splices_NoLimitAsked_PutsInTheOneThatTheDeploymentObeys(string type, string members, string added) =>
        Assert.Equal($$"""{{{added}}{{members}}"model":"upstream-model",{{Messages}}}""", Send($$"""{{{members}}"model":"m",{{Messages}}}""", 50, type));

    [Theory]
    [InlineData("openai", "\"max_tokens\" : 700", "\"max_tokens\" : 50")]
    [InlineData("openai", "\"max_completion_tokens\":700", "\"max_completion_tokens\":50")]
    [InlineData("openai", "\"max_completion_tokens\": null", "\"max_completion_tokens\": 50")]
    [InlineData("openai", "\"max_tokens\":700,\"max_completion_tokens\":20", "\"max_tokens\":50,\"max_completion_tokens\":20")]
    [InlineData("openai", "\"max_completion_tokens\":49", "\"max_completion_tokens\":49")]
    [InlineData("custom", "\"max_tokens\":null", "\"max_tokens\":50")]
    [InlineData("custom", "\"max_tokens\":null,\"max_completion_tokens\":20", "\"max_tokens\":20,\"max_completion_tokens\":20")]
    [InlineData("custom", "\"max_tokens\":30", "\"max_tokens\":30")]
    public void Splices_LimitAsked_IsLoweredInPlaceAndNeverRaised(string type, string asked, string sent) => Assert.Equal(
        $$"""{"model":"upstream-model",{{sent}},{{Messages}}}""",
        Send($$"""{"model":"m",{{asked}},{{Messages}}}""", 50, type));

    [Fact]
    public void Splices_LimitThatTheDeploymentMayIgnore_IsGivenUnderBothNames() => Assert.Equal(
        $$"""{"max_tokens":50,"model":"upstream-model","max_completion_tokens":50,{{Messages}}}""",
        Send($$"""{"model":"m","max_completion_tokens":700,{{Messages}}}""", 50, "together"));

    [Fact]
    public void Splices_NativeCompletion_TakesTheOldName() => Assert.Equal(
        """{"max_tokens":50,"model":"upstream-model","prompt":"x"}""",
        Send("""{"model":"m","prompt":"x"}""", 50, "openai", Operation.Completions));

    [Fact]
    public void Splices_NoBound_LeavesTheLimitsAlone() => Assert.Equal(
        $$"""{"model":"upstream-model","max_tokens":700,{{Messages}}}""",
        Send($$"""{"model":"m","max_tokens":700,{{Messages}}}""", null, "openai"));

    [Fact]
    public void Splices_AnyOrderOfMembers_ChangesNothingElse() => Properties.Check(
        from limits in Gen.SubListOf("\"max_tokens\":700", "\"max_completion_tokens\": 800 ", "\"stream\":true", "\"n\":2")
        from members in Gen.Shuffle(limits.Append("\"model\":\"m\"").Append(Messages).Append("\"x_unknown\":[1.0,{\"a\":\"\\u00e9\"}]").ToArray())
        from bound in Gen.Choose(1, 1_000)
        from type in Gen.Elements("openai", "together", "custom")
        select ($"{{{string.Join(" ,", members)}}}", (long)bound, type),
        given =>
        {
            var (json, bound, type) = given;

            var sent = JsonNode.Parse(Send(json, bound, type))!.AsObject();

            Assert.True(Math.Min(Limit(sent, "max_tokens"), type == "openai" ? Limit(sent, "max_completion_tokens") : long.MaxValue) <= bound);
            foreach (var (name, value) in JsonNode.Parse(json)!.AsObject().Where(member => !member.Key.StartsWith("max_", StringComparison.Ordinal) && member.Key != "model"))
            {
                Assert.Equal(value!.ToJsonString(), sent[name]!.ToJsonString());
            }
        },
        runs: 500);

    private static long Limit(JsonObject body, string name) => (long?)body[name] ?? long.MaxValue;

    private static string Send(string json, long? bound, string type, Operation operation = Operation.Chat)
    {
        var request = TestGateway.Request(json, new ManualTimeProvider(), operation);
        var body = request.Body.Span;
        var sent = new List<byte>();
        var from = 0;
        foreach (var splice in OpenAIRequest.Splices(TestGateway.Attempt(request, CreateDeployment(type), bound)))
        {
            sent.AddRange(body[from..splice.Position]);
            sent.AddRange(splice.Replacement.Span);
            from = splice.Position + splice.Removed;
        }

        sent.AddRange(body[from..]);
        return Encoding.UTF8.GetString(sent.ToArray());
    }

    private static Deployment CreateDeployment(string type) =>
        TestGateway.Deployment() with { Provider = TestGateway.Provider() with { Type = type } };
}
