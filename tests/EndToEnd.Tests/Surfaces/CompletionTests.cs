using System.Text;
using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Surfaces;

public abstract class CompletionTests(GatewayUnderTest gateway)
{
    private const string Path = "/completion";

    private const string Tools =
        """[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

    [Fact]
    public async Task Messages_Whole_AreAnsweredByContentAndWhoGaveIt()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Path = Path });

        Assert.Equal(200, reply.Status);
        Assert.Equal("Écho 1: „Hi“ — 你好 🌍.", reply.Json.GetProperty("content").GetString());
        Assert.Equal("simulator", reply.Json.GetProperty("provider").GetString());
        Assert.Equal("gpt-4o", reply.Json.GetProperty("model").GetString());
        Assert.Equal("stop", reply.Json.GetProperty("finish_reason").GetString());
        Assert.True(reply.Json.GetProperty("usage").GetProperty("total_tokens").GetInt64() > 0);
        Assert.Equal(reply.Cost, reply.Json.GetProperty("cost_usd").GetDecimal());
    }

    [Fact]
    public async Task Messages_Streamed_ArriveAsContentEvents()
    {
        var reply = await gateway.SendAsync(Ask.Stream("Hi") with { Path = Path });

        Assert.Equal("Écho 1: „Hi“ — 你好 🌍.", string.Concat(reply.Chunks.Select(chunk => chunk.GetProperty("content").GetString())));
        Assert.Equal("[DONE]", reply.Events[^1]);
        Assert.True(reply.Cost > 0);
        Assert.DoesNotContain("usage", string.Concat(reply.Events), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"model\":null,")]
    public async Task Model_LeftOut_IsChosenAndTheRestStaysAsItIs(string model)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, $$"""{ {{model}} "x_new":1.50,"messages":[{"role":"user","content":"Hi"}],"fallback":false,"provider":"simulator"}"""));

        Assert.Equal("gpt-4o", reply.Json.GetProperty("model").GetString());
        var sent = Encoding.UTF8.GetString(gateway.Simulator.Requests[^1].Body.Span).Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal("""{"model":"gpt-4o","x_new":1.50,"messages":[{"role":"user","content":"Hi"}]}""", sent);
    }

    [Fact]
    public async Task Tools_Called_AreTold()
    {
        var whole = await gateway.SendAsync(Call.Post(Path, $$"""{"model":"chat","messages":[{"role":"user","content":"Weather?"}],"tools":{{Tools}}}"""));
        var streamed = await gateway.SendAsync(Call.Post(Path, $$"""{"model":"chat","stream":true,"messages":[{"role":"user","content":"Weather?"}],"tools":{{Tools}}}"""));

        Assert.Equal("get_weather", NameOf(whole.Json));
        Assert.Equal("tool_calls", whole.Json.GetProperty("finish_reason").GetString());
        Assert.Equal("get_weather", NameOf(streamed.Chunks.First(chunk => chunk.TryGetProperty("tool_calls", out _))));
    }

    [Fact]
    public async Task Stream_ThatFailsMidway_EndsInAnErrorEvent()
    {
        var user = gateway.NewUser();
        var reply = await gateway.SendAsync(Ask.Stream("Hi [simulate: cut-after-3]") with { Path = Path, User = user });

        Envelope.Check(reply.Chunks[^1].GetProperty("error"), "upstream_error", "upstream_interrupted");
        Assert.DoesNotContain("[DONE]", reply.Events);
        Assert.Equal(reply.Cost, (await gateway.UsageOfAsync(user)).Cost);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "empty_array", "messages")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"n":2}""", "unsupported_parameter", "n")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"provider":"nobody"}""", "invalid_value", "provider")]
    public async Task Body_ThatIsWrong_IsRefusedByName(string body, string code, string param)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, body));

        Assert.Equal(400, reply.Status);
        Assert.Equal((code, param), (reply.ErrorCode, reply.Error.GetProperty("param").GetString()));
    }

    private static string? NameOf(JsonElement part) => part.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString();
}

public sealed class SelfHostCompletionTests(SelfHostGateway gateway) : CompletionTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppCompletionTests(FunctionAppGateway gateway) : CompletionTests(gateway), IClassFixture<FunctionAppGateway>;
