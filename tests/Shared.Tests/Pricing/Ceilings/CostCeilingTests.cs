using System.Text;
using Tollgate.Endpoints.Body;
using Tollgate.Pipeline;
using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;

namespace Tollgate.Tests.Pricing.Ceilings;

public sealed class CostCeilingTests
{
    [Fact]
    public void Of_PlainChat_IsBytesAndMarkupInAndWhatWasAskedOut()
    {
        var ceiling = CeilingCases.Of(CeilingCases.Chat(1_000, "\"max_tokens\":500,\"n\":2,"));

        Assert.Equal(1_000 + 256 + 8, ceiling.InputTokens);
        Assert.Equal(1_000, ceiling.OutputTokens);
        Assert.Equal(new Money((1_264 * 2_000) + (1_000 * 10_000)), ceiling.Cost);
        Assert.Equal((500L, false), (ceiling.OutputBound, ceiling.MustImpose));
    }

    [Fact]
    public void Of_Tools_CountTheProvidersInstructions() =>
        Assert.Equal(1_000 + 256 + 8 + 1_024, CeilingCases.Of(CeilingCases.Chat(1_000, "\"tools\":[],")).InputTokens);

    [Theory]
    [InlineData("gpt-4o-mini", 48_169)]
    [InlineData("gpt-4o-mini-2024-07-18", 48_169)]
    [InlineData("openai/gpt-4o", 3_779)]
    [InlineData("gpt-5.4-nano", 24_600)]
    [InlineData("us.anthropic.claude-opus-4-7", 5_000)]
    [InlineData("gemini-3-flash-preview", 2_240)]
    [InlineData("gemini-2.5-flash", 50_000)]
    [InlineData("solo1", 50_000)]
    public void Of_Image_CountsTheMostOfItsFamily(string model, long tokens)
    {
        const string content = """[{"type":"image_url","image_url":{"url":"https://example.org/huge.png"}}]""";

        var ceiling = CeilingCases.Of(CeilingCases.Chat(1_000, content: content), CeilingCases.Model with { Id = model });

        Assert.Equal(1_000 + 256 + 8 + tokens, ceiling.InputTokens);
    }

    [Fact]
    public void Of_MoreThanTheContext_IsTheContext() =>
        Assert.Equal(100_000, CeilingCases.Of(CeilingCases.Chat(500_000)).InputTokens);

    [Fact]
    public void Of_SeveralInputs_HaveAContextEach()
    {
        var json = $$"""{"model":"m","input":["{{new string('x', 80_000)}}","{{new string('y', 80_000)}}"]}""";

        Assert.Equal(json.Length + 256, CeilingCases.Of(json, operation: Operation.Embeddings).InputTokens);
    }

    [Fact]
    public void Of_FileOfUnknownSize_IsTheContext() =>
        Assert.Equal(100_000, CeilingCases.Of(CeilingCases.Chat(1_000, content: """[{"type":"file","file":{"file_id":"f"}}]""")).InputTokens);

    [Theory]
    [InlineData("", 8_000)] // the longest answer of the model
    [InlineData("\"max_tokens\":99999999999,", 8_000)]
    [InlineData("\"max_completion_tokens\":7,", 7)]
    [InlineData("\"max_completion_tokens\":7,\"max_tokens\":9,", 9)] // which one holds is the provider's choice
    [InlineData("\"max_completion_tokens\":null,\"max_tokens\":9,", 9)]
    public void Of_Output_IsTheLeastOfWhatIsKnown(string members, long bound)
    {
        var ceiling = CeilingCases.Of(CeilingCases.Chat(500, members));

        Assert.Equal((bound, false), (ceiling.OutputBound, ceiling.MustImpose));
    }

    [Fact]
    public void Of_LimitThatTheProviderMayIgnore_DoesNotCount() =>
        Assert.Equal(8_000, CeilingCases.Of(CeilingCases.Chat(500, "\"max_completion_tokens\":7,"), type: "together").OutputBound);

    [Fact]
    public void Of_ModelOfWhichNothingIsKnown_HoldsALongAnswerAndChangesNothing()
    {
        var unknown = CeilingCases.Model with { ContextLength = null, MaxOutputTokens = null };

        var ceiling = CeilingCases.Of(CeilingCases.Chat(500), unknown, "custom");

        Assert.Equal((OutputCeiling.Assumed, false), (ceiling.OutputBound, ceiling.MustImpose));
    }

    [Fact]
    public void Of_LimitOfAModelOfWhichNothingIsKnown_NeedsNoImposing()
    {
        var unknown = CeilingCases.Model with { ContextLength = null, MaxOutputTokens = null };

        var ceiling = CeilingCases.Of(CeilingCases.Chat(500, "\"max_tokens\":50000,"), unknown, "custom");

        Assert.Equal((50_000L, false), (ceiling.OutputBound, ceiling.MustImpose));
    }

    [Fact]
    public void Of_Embeddings_HaveNoOutput()
    {
        const string json = """{"model":"m","input":["ab","cd"]}""";

        var ceiling = CeilingCases.Of(json, operation: Operation.Embeddings);

        Assert.Equal((json.Length + 256, 0L, false), (ceiling.InputTokens, ceiling.OutputTokens, ceiling.MustImpose));
    }

    [Fact]
    public void Of_CacheWritesDearerThanInput_PricesInputByThem()
    {
        var model = CeilingCases.Model with { Price = new ModelPrice { Input = 3, Output = 15, CacheWrite = 3.75m, CacheWriteHour = 6 } };

        Assert.Equal(6, CeilingCases.Of(CeilingCases.Chat(500), model).Price.Input);
    }

    [Theory]
    [InlineData(900, 1, 4)]
    [InlineData(1_236, 1, 4)] // 1,500 with the markup: the tier begins above
    [InlineData(1_237, 2, 3)]
    [InlineData(90_000, 5, 3)]
    public void Of_Tiers_PricesByTheDearestThatCanBeReached(int bytes, int input, int output)
    {
        var price = new ModelPrice
        {
            Input = 1,
            Output = 4,
            Tiers = [new PriceTier(1_500, new ModelPrice { Input = 2, Output = 3 }), new PriceTier(50_000, new ModelPrice { Input = 5, Output = 1 })],
        };

        var ceiling = CeilingCases.Of(CeilingCases.Chat(bytes), CeilingCases.Model with { Price = price });

        Assert.Equal(new DearestPrice(input, Math.Max(output, 4)), ceiling.Price);
    }

    [Fact]
    public void Of_SpokenAnswer_PricesOutputAsSound()
    {
        var model = CeilingCases.Model with { Price = new ModelPrice { Input = 1, Output = 4, AudioInput = 30, AudioOutput = 60 } };

        Assert.Equal(new DearestPrice(1, 4), CeilingCases.Of(CeilingCases.Chat(500), model).Price);
        Assert.Equal(new DearestPrice(1, 60), CeilingCases.Of(CeilingCases.Chat(500, "\"modalities\":[\"text\",\"audio\"],"), model).Price);
    }

    [Fact]
    public void Of_AnyRequest_AllocatesNothing()
    {
        var facts = BodyParser.Parse(Encoding.UTF8.GetBytes(CeilingCases.Chat(5_000, "\"n\":2,")), BodySchema.Chat);
        var deployment = CeilingCases.Deployment(CeilingCases.Model);
        Bound(); // whatever is made once is made here

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Bound();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Bound() => Affordable.Within(CostCeiling.Of(facts, Operation.Chat, deployment), 20_000_000, 1_000_000, minimum: 16);
    }

    [Fact]
    public void Of_AbsurdCounts_Saturate()
    {
        var ceiling = CeilingCases.Of(CeilingCases.Chat(500, "\"n\":9223372036854775807,"));

        Assert.Equal((long.MaxValue, new Money(long.MaxValue)), (ceiling.Tokens, ceiling.Cost));
    }
}
