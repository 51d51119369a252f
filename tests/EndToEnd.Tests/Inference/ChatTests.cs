using System.Text;
using System.Text.Json;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

public abstract class ChatTests(GatewayUnderTest gateway)
{
    [Fact]
    public async Task Chat_Whole_AnswersAsTheUpstreamDid()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hello there"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.Headers["content-type"]);
        Assert.Equal("Écho 1: „Hello there“ — 你好 🌍.", reply.Content);
    }

    [Fact]
    public async Task Chat_Whole_CarriesEveryGatewayHeader()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hello"));

        Assert.StartsWith("req_", reply.Headers["x-request-id"], StringComparison.Ordinal);
        Assert.Equal("simulator", reply.Headers["x-tollgate-provider"]);
        Assert.Equal("gpt-4o", reply.Headers["x-tollgate-model"]);
        Assert.Equal("1", reply.Headers["x-tollgate-attempts"]);
        Assert.InRange(double.Parse(reply.Headers["x-tollgate-overhead-ms"], System.Globalization.CultureInfo.InvariantCulture), 0, 60_000);
        Assert.True(reply.Cost > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_OfKnownSize_CostsWhatItsTokensCost(bool stream)
    {
        var text = "Hi [simulate: tokens-10, cached-4]";
        var reply = await gateway.SendAsync(stream ? Ask.Stream(text) : Ask.Whole(text));

        // 16 prompt tokens, 4 of them cached, and 10 of completion, at 3, 0.7 and 11 USD a million: 36 + 2.8 + 110 millionths.
        Assert.Equal(0.0001488m, reply.Cost);
    }

    [Fact]
    public async Task Chat_Streamed_HasTheSameContentAsWhole()
    {
        var whole = await gateway.SendAsync(Ask.Whole("Stream me"));
        var stream = await gateway.SendAsync(Ask.Stream("Stream me"));

        Assert.Equal(200, stream.Status);
        Assert.Equal("text/event-stream; charset=utf-8", stream.Headers["content-type"]);
        Assert.Equal(whole.Content, stream.Content);
        Assert.Equal("[DONE]", stream.Events[^1]);
        Assert.EndsWith("data: [DONE]\n\n", stream.Text, StringComparison.Ordinal);
        Assert.Equal(whole.Cost, stream.Cost);
    }

    [Fact]
    public async Task Chat_Streamed_CarriesEveryHeaderThatIsKnownByThen()
    {
        var reply = await gateway.SendAsync(Ask.Stream("Hello"));

        Assert.Equal("simulator", reply.Headers["x-tollgate-provider"]);
        Assert.Equal("gpt-4o", reply.Headers["x-tollgate-model"]);
        Assert.Equal("1", reply.Headers["x-tollgate-attempts"]);
        Assert.True(reply.Headers.ContainsKey("x-tollgate-overhead-ms"));
        Assert.True(reply.Headers.ContainsKey("x-request-id"));
    }

    [Fact]
    public async Task Chat_StreamedWithoutAskingForUsage_ShowsNoTraceOfIt()
    {
        var reply = await gateway.SendAsync(Ask.Stream("Hello"));

        Assert.DoesNotContain("usage", string.Concat(reply.Events), StringComparison.Ordinal);
        Assert.All(reply.Chunks, chunk => Assert.NotEqual(0, chunk.GetProperty("choices").GetArrayLength()));
    }

    [Fact]
    public async Task Chat_StreamedAskingForUsage_EndsWithIt()
    {
        var reply = await gateway.SendAsync(Ask.Stream("Hello", includeUsage: true));

        var billed = gateway.Simulator.Requests[^1].Billed;
        var last = reply.Chunks[^1];
        Assert.Equal(0, last.GetProperty("choices").GetArrayLength());
        Assert.Equal(billed.TotalTokens, last.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Assert.Equal(JsonValueKind.Null, reply.Chunks[0].GetProperty("usage").ValueKind);
    }

    [Fact]
    public async Task Chat_WithReasoning_PricesItAsSuch()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Think", "reasoner"));

        var billed = gateway.Simulator.Requests[^1].Billed;
        Assert.Equal(64, billed.ReasoningTokens);
        Assert.Equal(((billed.PromptTokens * 3m) + ((billed.CompletionTokens - 64) * 11m) + (64 * 13m)) / 1_000_000m, reply.Cost);
    }

    [Fact]
    public async Task Chat_WithTheModelOfANamedProvider_IsServedByIt()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hello", "simulator/chat"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("gpt-4o", gateway.Simulator.Requests[^1].ReadJson().GetProperty("model").GetString());
    }

    [Fact]
    public async Task Chat_OfFourMegabytes_IsNotCorrupted()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef ✓ ", 200_000));
        var reply = await gateway.SendAsync(Ask.Whole(text));

        Assert.Equal(200, reply.Status);
        Assert.Contains(text.Trim(), reply.Content, StringComparison.Ordinal);
        Assert.Contains(text, Encoding.UTF8.GetString(gateway.Simulator.Requests[^1].Body.Span), StringComparison.Ordinal);
    }
}

public sealed class SelfHostChatTests(SelfHostGateway gateway) : ChatTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppChatTests(FunctionAppGateway gateway) : ChatTests(gateway), IClassFixture<FunctionAppGateway>;
