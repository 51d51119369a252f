using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Surfaces;

/// <summary>What a client may say about where its request goes, and that no provider hears of it.</summary>
public abstract class RoutingWishTests(GatewayUnderTest gateway)
{
    private const string Wishes = """
        "provider":"simulator" , "routing_strategy":"lowest_cost","fallback":false, "task_type":"chat","max_cost_usd":0.5,"user_id":"ann"
        """;

    [Theory]
    [InlineData("/v1/chat/completions", "chat", """ "messages":[{"role":"user","content":"Hi"}] """)]
    [InlineData("/v1/completions", "chat", """ "messages":[{"role":"user","content":"Hi"}] """)]
    [InlineData("/v1/completions", "chat", """ "prompt":"Hi" """)]
    [InlineData("/v1/completions", "instruct", """ "prompt":"Hi" """)]
    [InlineData("/completion", "chat", """ "messages":[{"role":"user","content":"Hi"}] """)]
    [InlineData("/v1/generate", "chat", """ "prompt":"Hi" """)]
    public async Task Members_ForTheGateway_AreWithheldFromTheProvider(string path, string model, string subject)
    {
        var reply = await gateway.SendAsync(Call.Post(path, $$"""{ {{Wishes}}, "model":"{{model}}",{{subject}}, "x_new":1 }"""));

        Assert.Equal(200, reply.Status);
        AssertWithheld();
        Assert.Equal(1, gateway.Simulator.Requests[^1].ReadJson().GetProperty("x_new").GetInt32());
    }

    [Fact]
    public async Task Members_OfAnEmbedding_AreWithheldToo()
    {
        var reply = await gateway.SendAsync(Call.Post("/v1/embeddings", """{"provider":"simulator","model":"embed","fallback":true,"input":"Hi","task_type":null}"""));

        Assert.Equal(200, reply.Status);
        AssertWithheld();
    }

    [Fact]
    public async Task Provider_AsAnObject_IsTheUpstreamsToRead()
    {
        const string body = """{"model":"chat","provider":{"order":["a"]},"messages":[{"role":"user","content":"Hi"}]}""";
        await gateway.SendAsync(Call.Post("/v1/chat/completions", body));

        Assert.Equal("a", gateway.Simulator.Requests[^1].ReadJson().GetProperty("provider").GetProperty("order")[0].GetString());
    }

    [Theory]
    [InlineData("\"provider\":\"nobody\"", "provider", "invalid_value")]
    [InlineData("\"routing_strategy\":\"fastest\"", "routing_strategy", "invalid_value")]
    [InlineData("\"max_cost_usd\":-1", "max_cost_usd", "invalid_value")]
    [InlineData("\"fallback\":\"no\"", "fallback", "invalid_type")]
    [InlineData("\"provider\":\"demo\",\"fallback\":false", "provider", "invalid_value")]
    public async Task Member_ThatCannotBe_IsRefusedByName(string members, string param, string code)
    {
        var reply = await gateway.SendAsync(Call.Post("/v1/chat/completions", $$"""{"model":"chat",{{members}},"messages":[{"role":"user","content":"Hi"}]}"""));

        Assert.Equal(400, reply.Status);
        Assert.Equal((code, param), (reply.ErrorCode, reply.Error.GetProperty("param").GetString()));
    }

    [Theory]
    [InlineData("x-tollgate-provider", "nobody")]
    [InlineData("x-tollgate-routing-strategy", "fastest")]
    [InlineData("x-tollgate-fallback", "perhaps")]
    [InlineData("x-tollgate-max-cost-usd", "much")]
    public async Task Header_ThatCannotBe_IsRefusedByName(string name, string value)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(400, reply.Status);
        Assert.Equal(("invalid_value", name), (reply.ErrorCode, reply.Error.GetProperty("param").GetString()));
    }

    [Fact]
    public async Task Body_AndHeader_TheBodyComesFirst()
    {
        var header = new Dictionary<string, string> { ["x-tollgate-provider"] = "demo" };
        var byHeader = await gateway.SendAsync(Call.Post("/v1/generate", """{"prompt":"Hi"}""") with { Headers = header });
        var byBody = await gateway.SendAsync(Call.Post("/v1/generate", """{"prompt":"Hi","provider":"simulator"}""") with { Headers = header });

        Assert.Equal("demo", byHeader.Headers["x-tollgate-provider"]);
        Assert.Equal("simulator", byBody.Headers["x-tollgate-provider"]);
    }

    private void AssertWithheld()
    {
        var sent = gateway.Simulator.Requests[^1].ReadJson();
        Assert.DoesNotContain(sent.EnumerateObject(), member =>
            member.Name is "provider" or "routing_strategy" or "fallback" or "task_type" or "max_cost_usd" or "user_id");
    }
}

public sealed class SelfHostRoutingWishTests(SelfHostGateway gateway) : RoutingWishTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppRoutingWishTests(FunctionAppGateway gateway) : RoutingWishTests(gateway), IClassFixture<FunctionAppGateway>;
