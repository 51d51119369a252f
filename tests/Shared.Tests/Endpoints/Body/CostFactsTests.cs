using System.Text;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Endpoints.Body;

public sealed class CostFactsTests
{
    [Fact]
    public void Parse_LimitsOfTheAnswer_AreToldWithTheirPlaces()
    {
        const string json = """{"model":"m","max_tokens": 12,"messages":[{"role":"user","content":"x"}],"max_completion_tokens":345,"n":3}""";

        var cost = Parse(json);

        Assert.Equal((12, 345, 3L), (cost.MaxTokens.Tokens, cost.MaxCompletionTokens.Tokens, cost.Choices));
        Assert.Equal("12", Slice(json, cost.MaxTokens.Value));
        Assert.Equal("345", Slice(json, cost.MaxCompletionTokens.Value));
    }

    [Fact]
    public void Parse_NullLimit_IsNoLimitButHasAPlace()
    {
        const string json = """{"model":"m","max_tokens":null,"messages":[{"role":"user","content":"x"}]}""";

        var cost = Parse(json);

        Assert.Null(cost.MaxTokens.Tokens);
        Assert.Equal("null", Slice(json, cost.MaxTokens.Value));
        Assert.False(cost.MaxCompletionTokens.Value.IsPresent);
    }

    [Theory]
    [InlineData("\"x\"", 1)]
    [InlineData("[\"x\"]", 1)]
    [InlineData("[\"x\",\"y\",\"z\"]", 3)]
    [InlineData("[17,18,19]", 1)]
    [InlineData("[[17,18],[19]]", 2)]
    public void Parse_Prompts_AreCounted(string prompt, long count) =>
        Assert.Equal(count * 4, Parse($$"""{"model":"m","prompt":{{prompt}},"n":2,"best_of":4}""", Operation.Completions).Choices);

    [Fact]
    public void Parse_AbsurdCounts_Saturate() =>
        Assert.Equal(long.MaxValue, Parse("""{"model":"m","prompt":["x","y","z"],"n":9223372036854775807}""", Operation.Completions).Choices);

    [Fact]
    public void Parse_NegativeLimitOfACompletion_IsRefused() =>
        Assert.Equal("max_tokens", Assert.Throws<RefusalException>(() =>
            Parse("""{"model":"m","prompt":"x","max_tokens":-1}""", Operation.Completions)).Refusal.Param);

    [Fact]
    public void Parse_Images_AreCountedAndTheirBytesAreNoText()
    {
        var inlined = "data:image/png;base64," + new string('A', 50_000);
        var json = WithContent($$$"""
            [{"type":"image_url","image_url":{"detail":"high","url":"{{{inlined}}}"}},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
             {"image_url":"{{{inlined}}}","type":"image_url"},{"type":"text","text":"what is this?"}]
            """);

        var cost = Parse(json);

        Assert.Equal(3, cost.Images);
        Assert.Equal(json.Length - (2 * inlined.Length), cost.TextBytes);
        Assert.Null(cost.UnmeasuredMember);
    }

    [Fact]
    public void Parse_TextThatLooksLikeAFile_IsText()
    {
        var json = WithContent($"\"data:image/png;base64,{new string('A', 50_000)}\"");

        Assert.Equal((0, json.Length), (Parse(json).Images, (int)Parse(json).TextBytes));
    }

    [Theory]
    [InlineData("""[{"type":"file","file":{"file_id":"f_1"}}]""", false)]
    [InlineData("""[{"type":"text","text":"x"},{"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}}]""", true)]
    [InlineData("""[{"type":"video_url","video_url":{"url":"https://example.org/v"}}]""", true)]
    [InlineData("""[{"type":"text","type":"video_url"}]""", true)]
    [InlineData("""[{"type":"image_url","image_url":{"url":"data:application/pdf;base64,AAAA"}}]""", false)]
    public void Parse_PartsOfUnknowableSize_AreTold(string content, bool hears)
    {
        var cost = Parse(WithContent(content));

        Assert.Equal(("messages", hears), (cost.UnmeasuredMember, cost.HearsAudio));
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("""{"id":"audio_1"}""", true)]
    public void Parse_EarlierSpokenAnswer_IsOfUnknowableSize(string audio, bool isTold)
    {
        var cost = Parse($$"""{"model":"m","messages":[{"role":"assistant","audio":{{audio}},"content":null}]}""");

        Assert.Equal(isTold, cost.UnmeasuredMember is not null && cost.HearsAudio);
    }

    [Theory]
    [InlineData("""  "tools":[{"type":"function","function":{"name":"f"}},{"type":"custom","custom":{"name":"g"}}]  """, null)]
    [InlineData("""  "tools":[{"type":"function","function":{"name":"f"}},{"type":"web_search_20250305","name":"web_search"}]  """, "tools")]
    [InlineData("""  "tools":[{"google_search":{}}]  """, "tools")]
    [InlineData("""  "tools":[{"type":"function","type":"code_interpreter"}]  """, "tools")]
    [InlineData("""  "tools":null  """, null)]
    [InlineData("""  "service_tier":"auto"  """, null)]
    [InlineData("""  "service_tier":"flex"  """, null)]
    [InlineData("""  "service_tier":"priority"  """, "service_tier")]
    [InlineData("""  "web_search_options":{}  """, "web_search_options")]
    [InlineData("""  "web_search_options":null  """, null)]
    [InlineData("""  "prediction":{"type":"content","content":"x"}  """, "prediction")]
    [InlineData("""  "modalities":["text","image"]  """, "modalities")]
    [InlineData("""  "modalities":["text","audio"]  """, null)]
    [InlineData("""  "store":true,"top_k":5,"x_unknown":[{}]  """, null)]
    public void Parse_MembersBilledBesideTheTokens_AreTold(string member, string? told) =>
        Assert.Equal(told, Parse($$"""{"model":"m",{{member}},"messages":[{"role":"user","content":"x"}]}""").UnpricedMember);

    [Fact]
    public void Parse_LongerBody_AllocatesNoMore()
    {
        var brief = Encoding.UTF8.GetBytes(WithContent("\"x\""));
        var part = """{"type":"image_url","image_url":{"url":"https://example.org"}},""";
        var large = Encoding.UTF8.GetBytes(WithContent($$"""[{{string.Concat(Enumerable.Repeat(part, 500))}}{"type":"text","text":"x"}],"tools":[]"""));
        Allocated(large);

        Assert.Equal(Allocated(brief), Allocated(large));

        static long Allocated(byte[] json)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            BodyParser.Parse(json, BodySchema.Chat);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string WithContent(string content) => $$"""{"model":"m","messages":[{"role":"user","content":{{content}}}]}""";

    private static CostFacts Parse(string json, Operation operation = Operation.Chat) =>
        BodyParser.Parse(Encoding.UTF8.GetBytes(json), TestGateway.SchemaOf(operation)).Cost;

    private static string Slice(string json, JsonSlice slice) => json.Substring(slice.Start, slice.Length);
}
