using System.Buffers.Binary;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

public abstract class EmbeddingsTests(GatewayUnderTest gateway)
{
    private const string Path = "/v1/embeddings";

    [Fact]
    public async Task Embeddings_AsFloatsAndAsBase64_AreTheSameVectors()
    {
        var floats = await gateway.SendAsync(Call.Post(Path, """{"model":"embed","input":["One","Two"],"dimensions":16}"""));
        var base64 = await gateway.SendAsync(
            Call.Post(Path, """{"model":"embed","input":["One","Two"],"dimensions":16,"encoding_format":"base64"}"""));

        Assert.Equal(200, floats.Status);
        for (var index = 0; index < 2; index++)
        {
            var numbers = floats.Json.GetProperty("data")[index].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle());
            var bytes = base64.Json.GetProperty("data")[index].GetProperty("embedding").GetBytesFromBase64();
            Assert.Equal(numbers, bytes.Chunk(sizeof(float)).Select(chunk => BinaryPrimitives.ReadSingleLittleEndian(chunk)));
        }
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[1,2,3]")]
    [InlineData("[[1,2],[3]]")]
    public async Task Embeddings_OfAnyInput_CostWhatTheUpstreamBills(string input)
    {
        var reply = await gateway.SendAsync(Call.Post(Path, $$"""{"model":"embed","input":{{input}}}"""));

        Assert.Equal(200, reply.Status);
        Assert.Equal("text-embedding-3-small", reply.Headers["x-tollgate-model"]);
        Assert.Equal(gateway.Simulator.Requests[^1].Billed.PromptTokens * 0.02m / 1_000_000m, reply.Cost);
    }

    [Fact]
    public async Task Embeddings_OfTheDemo_NeedNoUpstream()
    {
        var reply = await gateway.SendAsync(Call.Post(Path, """{"model":"demo-embedding","input":"text","dimensions":8}"""));

        Assert.Equal(8, reply.Json.GetProperty("data")[0].GetProperty("embedding").GetArrayLength());
    }

    [Fact]
    public async Task Embeddings_OfAChatModel_AreRefused()
    {
        var reply = await gateway.SendAsync(Call.Post(Path, """{"model":"chat","input":"text"}"""));

        Assert.Equal(400, reply.Status);
        Assert.Equal("unsupported_operation", reply.ErrorCode);
    }
}

public sealed class SelfHostEmbeddingsTests(SelfHostGateway gateway) : EmbeddingsTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppEmbeddingsTests(FunctionAppGateway gateway) : EmbeddingsTests(gateway), IClassFixture<FunctionAppGateway>;
