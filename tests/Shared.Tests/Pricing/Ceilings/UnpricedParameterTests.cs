using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;

namespace Tollgate.Tests.Pricing.Ceilings;

public sealed class UnpricedParameterTests
{
    private const string Sound = """[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]""";
    private const string File = """[{"type":"file","file":{"file_id":"f"}}]""";

    [Fact]
    public void In_PlainChat_IsNone() => Assert.Null(CeilingCases.Of(CeilingCases.Chat(500)).UnpricedMember);

    [Fact]
    public void In_WebSearch_IsNamed() =>
        Assert.Equal("web_search_options", CeilingCases.Of(CeilingCases.Chat(500, "\"web_search_options\":{},")).UnpricedMember);

    [Fact]
    public void In_WebSearchAtAFreeModel_IsNone() => Assert.Null(CeilingCases.Of(
        CeilingCases.Chat(500, "\"web_search_options\":{},"),
        CeilingCases.Model with { Price = new ModelPrice { Input = 0, Output = 0 } }).UnpricedMember);

    [Theory]
    [InlineData(null, false, "messages")]
    [InlineData(30, false, null)]
    [InlineData(null, true, null)] // its price is the input's
    public void In_Sound_IsPricedWhereTheModelIsKnownToHear(int? price, bool hears, string? member)
    {
        var capabilities = ModelCapabilities.Chat | (hears ? ModelCapabilities.AudioInput : ModelCapabilities.None);
        var model = CeilingCases.Model with { Capabilities = capabilities, Price = new ModelPrice { Input = 1, Output = 1, AudioInput = price } };

        Assert.Equal(member, CeilingCases.Of(CeilingCases.Chat(500, content: Sound), model).UnpricedMember);
    }

    [Theory]
    [InlineData(null, "modalities")]
    [InlineData(60, null)]
    public void In_SpokenAnswer_IsPricedWhereThePriceIsKnown(int? price, string? member)
    {
        var model = CeilingCases.Model with { Price = new ModelPrice { Input = 1, Output = 1, AudioOutput = price } };

        Assert.Equal(member, CeilingCases.Of(CeilingCases.Chat(500, "\"modalities\":[\"audio\"],"), model).UnpricedMember);
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(null, "messages")]
    public void In_File_IsBoundedByAKnownContextOnly(int? context, string? member) => Assert.Equal(
        member, CeilingCases.Of(CeilingCases.Chat(500, content: File), CeilingCases.Model with { ContextLength = context }).UnpricedMember);

    [Fact]
    public void Refuse_Member_NamesItAndWhatToDo()
    {
        var refusal = UnpricedParameter.Refuse("prediction", "gpt-x");

        Assert.Equal((400, "unpriced_parameter", "prediction"), (refusal.Status, refusal.Code, refusal.Param));
        Assert.Contains("'prediction' costs at the model 'gpt-x'", refusal.Message, StringComparison.Ordinal);
    }
}
