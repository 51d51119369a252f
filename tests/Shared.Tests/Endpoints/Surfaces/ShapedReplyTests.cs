using Tollgate.Endpoints.Completion;
using Tollgate.Endpoints.Generate;
using Tollgate.Endpoints.Surfaces;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Upstream;
using Tollgate.Testing;
using Tollgate.Tests.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints.Surfaces;

public sealed class ShapedReplyTests
{
    private readonly RecordingReply _client = new();

    [Theory]
    [InlineData("""{"content":"Hi"}""", "Hi")]
    [InlineData("""{"content":[{"type":"thinking"},{"type":"text","text":"H"},{"type":"text","text":"i"}]}""", "Hi")]
    [InlineData("""{"content":null,"refusal":"No"}""", "No")]
    [InlineData("""{"content":null}""", "")]
    public async Task Answer_InAnyFormOfContent_IsOneText(string message, string text)
    {
        await Create(new GenerateShape(streamsText: true)).SendAsync(Bytes($$"""{"choices":[{"message":{{message}}}]}"""), new Settled(default, new Money(1500)), default);

        Assert.StartsWith($$"""send {"response":"{{text}}","model":"upstream-model","provider":"up","usage":{""", Assert.Single(_client.Told), StringComparison.Ordinal);
        Assert.EndsWith(""","cost_usd":0.0000015,"cached":false}""", _client.Told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunk_WithHalfOfASurrogatePair_PassesToTheEventAsItCame()
    {
        await Create(new CompletionShape()).WriteEventAsync(Bytes("""{"choices":[{"delta":{"content":"a\ud83d"}}]}"""), default);

        Assert.Equal(["""event {"content":"a\ud83d"}"""], _client.Told);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"role":"assistant","content":""}}]}""", "")]
    [InlineData("""{"choices":[]}""", "")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"length"}]}""", """event {"content":"","finish_reason":"length"}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}""", """event {"content":"","tool_calls":[{"index":0}]}""")]
    [InlineData("""{"choices":[],"usage":{"total_tokens":3}}""", """event {"content":"","usage":{"total_tokens":3}}""")]
    public async Task Chunk_OfEveryKind_IsToldIfThereIsSomethingToTell(string chunk, string told)
    {
        await Create(new CompletionShape()).WriteEventAsync(Bytes(chunk), default);

        Assert.Equal(told, string.Concat(_client.Told));
    }

    [Fact]
    public async Task Text_Streamed_IsBare()
    {
        await Create(new GenerateShape(streamsText: true)).WriteEventAsync(Bytes("""{"choices":[{"delta":{"content":"\"a\"\n水"}}]}"""), default);

        Assert.Equal(["event \"a\"\n水"], _client.Told);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"choices":7}""")]
    [InlineData("""{"choices":[{"delta":{"content":"\ud83d"}}]}""")]
    public async Task Chunk_ThatIsNoChatOrNoText_IsTheProvidersFault(string chunk)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(
            () => Create(new GenerateShape(streamsText: true)).WriteEventAsync(Bytes(chunk), default).AsTask());

        Assert.Equal("upstream_invalid_response", failure.Refusal.Code);
        Assert.True(failure.MayHaveBilled);
        Assert.Empty(_client.Told);
    }

    [Fact]
    public async Task Answer_WithoutAChoice_IsTheProvidersFault()
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(
            () => Create(new CompletionShape()).SendAsync(Bytes("""{"choices":[]}"""), default, default));

        Assert.Equal("upstream_invalid_response", failure.Refusal.Code);
    }

    private static ReadOnlyMemory<byte> Bytes(string json) => System.Text.Encoding.UTF8.GetBytes(json);

    private ShapedReply Create(IAnswerShape shape)
    {
        var request = TestGateway.Request("""{"model":"m","messages":[{"role":"user"}]}""", new ManualTimeProvider());
        request.Deployment = TestGateway.Deployment();
        return new ShapedReply(_client, shape, request);
    }
}
