using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

public abstract class DemoTests(GatewayUnderTest gateway)
{
    [Fact]
    public async Task Demo_WholeAndStreamed_SaysAndCostsTheSame()
    {
        var whole = await gateway.SendAsync(Ask.Whole("Hello", "demo"));
        var stream = await gateway.SendAsync(Ask.Stream("Hello", "demo"));

        Assert.Equal("Hello from Tollgate's demo provider. You said: Hello", whole.Content);
        Assert.Equal(whole.Content, stream.Content);
        Assert.Equal(whole.Cost, stream.Cost);
        Assert.Equal("demo", whole.Headers["x-tollgate-provider"]);
    }

    [Fact]
    public async Task Demo_ToldToFail_FailsWithAnEnvelope()
    {
        var reply = await gateway.SendAsync(Ask.Whole("/fail 503", "demo"));

        Assert.Equal(503, reply.Status);
        Assert.Equal("demo_failure", reply.ErrorCode);
    }

    [Fact]
    public async Task Demo_ToldToCutTheStream_EndsWithAnErrorEvent()
    {
        var reply = await gateway.SendAsync(Ask.Stream("/cut 3 please", "demo"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("upstream_interrupted", reply.Chunks[^1].GetProperty("error").GetProperty("code").GetString());
        Assert.DoesNotContain("[DONE]", reply.Events);
    }

    [Theory]
    [InlineData("""{"model":"demo","prompt":"Hi"}""")]
    [InlineData("""{"model":"demo","prompt":["Hi"],"stream":true}""")]
    [InlineData("""{"model":"uncharted-demo","prompt":"Hi"}""")]
    public async Task Demo_Prompted_Completes(string body)
    {
        var reply = await gateway.SendAsync(Call.Post("/v1/completions", body));

        Assert.Equal(200, reply.Status);
        Assert.Contains("text_completion", reply.Text, StringComparison.Ordinal);
    }
}

public sealed class SelfHostDemoTests(SelfHostGateway gateway) : DemoTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppDemoTests(FunctionAppGateway gateway) : DemoTests(gateway), IClassFixture<FunctionAppGateway>;
