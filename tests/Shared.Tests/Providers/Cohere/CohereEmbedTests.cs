using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Providers.Cohere;

namespace Tollgate.Tests.Providers.Cohere;

public sealed class CohereEmbedTests
{
    private const string Answer =
        """{"id":"e","embeddings":{"float":[[0.5,-1.25],[2,0]]},"meta":{"billed_units":{"input_tokens":5.0,"image_tokens":2},"tokens":{"input_tokens":9}}}""";

    [Fact]
    public void Write_Texts_AreDocumentsUnlessTheClientSaysOtherwise()
    {
        var plain = CohereWriting.Embed("""{"model":"m","input":"a","user":"ann"}""");
        var own = CohereWriting.Embed("""{"model":"m","input":["a","b"],"dimensions":256,"encoding_format":"base64","input_type":"search_query","truncate":"NONE"}""");

        Assert.Equal("""{"model":"command-a","input_type":"search_document","texts":["a"],"embedding_types":["float"]}""", plain.ToJsonString());
        Assert.Equal(
            """{"model":"command-a","input_type":"search_query","texts":["a","b"],"output_dimension":256,"embedding_types":["float"],"truncate":"NONE"}""",
            own.ToJsonString());
    }

    [Theory]
    [InlineData("""{"model":"m","input":[[1,2]]}""", "unsupported_parameter", "input")]
    [InlineData("""{"model":"m","input":[1,2]}""", "unsupported_parameter", "input")]
    [InlineData("""{"model":"m","input":"a","embedding_types":["int8"]}""", "unsupported_parameter", "embedding_types")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"hex"}""", "invalid_value", "encoding_format")]
    public void Write_WhatCohereCannotEmbed_IsRefusedByName(string json, string code, string parameter)
    {
        var refused = Assert.Throws<RefusalException>(() => CohereWriting.Embed(json)).Refusal;

        Assert.Equal((code, parameter), (refused.Code, refused.Param));
    }

    [Fact]
    public void Write_MoreTextsThanCohereTakes_IsRefusedBeforeItIsAsked()
    {
        var input = string.Join(',', Enumerable.Repeat("\"a\"", 97));

        var refused = Assert.Throws<RefusalException>(() => CohereWriting.Embed($$"""{"model":"m","input":[{{input}}]}""")).Refusal;

        Assert.Equal("array_above_max_length", refused.Code);
    }

    [Fact]
    public void Read_Vectors_AreNumberedAndBilledByBilledUnits()
    {
        var told = CohereEmbeddings.Read(Encoding.UTF8.GetBytes(Answer), CohereWriting.Deployment(), asBase64: false, "t-1");

        Assert.Equal(
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1.25]},{"object":"embedding","index":1,"embedding":[2,0]}],"model":"command-a","usage":{"prompt_tokens":7,"total_tokens":7}}""",
            Encoding.UTF8.GetString(told.Body.Span));
        Assert.Equal(new TokenUsage { Input = 7 }, told.Usage);
        Assert.Equal("t-1", told.UpstreamRequestId);
    }

    [Fact]
    public void Read_AsBase64_IsLittleEndianFloats()
    {
        var told = CohereEmbeddings.Read(Encoding.UTF8.GetBytes(Answer), CohereWriting.Deployment(), asBase64: true, null);

        var vector = JsonNode.Parse(told.Body.Span)!["data"]![0]!["embedding"]!.GetValue<string>();
        Assert.Equal([0.5f, -1.25f], Convert.FromBase64String(vector).Chunk(4).Select(bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)));
    }
}
