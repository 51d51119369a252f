namespace Tollgate.Tests.Configuration;

public sealed class PricesSectionTests
{
    private const string House = """
        "providers": { "house": { "baseUrl": "http://h/v1", "models": ["m", { "id": "own", "price": { "input": 5, "output": 6 } }] } }
        """;

    [Theory]
    [InlineData("""{ "house/m": { "input": 1, "output": 2 } }""", 1)]
    [InlineData("""{ "default": { "input": 3, "output": 4 } }""", 3)]
    [InlineData("""{ "default": { "input": 3, "output": 4 }, "house/m": { "input": 0, "output": 0 } }""", 0)]
    public void Load_Price_ComesFromTheNearestPlace(string prices, int expected) =>
        Assert.Equal(expected, TestInputs.LoadValid($$"""{ {{House}}, "prices": {{prices}} }""").FindModel("m")!.Info.Price.Input);

    [Fact]
    public void Load_OverriddenCataloguePrice_KeepsTheOtherFacts()
    {
        var info = TestInputs
            .LoadValid("""{ "prices": { "openai/gpt-4o": { "input": 2, "output": 8 } } }""", ("OPENAI_API_KEY", "key-1"))
            .FindModel("gpt-4o")!.Info;

        Assert.Equal(8m, info.Price.Output);
        Assert.Equal("The gpt-4o", info.DisplayName);
    }

    [Theory]
    [InlineData("""{ "hause/m": { "input": 1, "output": 2 } }""", "prices[\"hause/m\"]: names no configured model, written provider/modelId; did you mean \"house/m\"?")]
    [InlineData("""{ "house/own": { "input": 1, "output": 2 } }""", "providers.house.models[1].price: is given here and under prices[\"house/own\"]; remove one")]
    [InlineData("""{ "house/m": { "input": 1 } }""", "prices[\"house/m\"].output: is missing; give USD per million tokens (0 is allowed)")]
    [InlineData("""{ "house/m": { "input": "1", "output": 1 } }""", "prices[\"house/m\"].input: must be a number")]
    [InlineData("""{ "house/m": { "input": 1, "output": 1e9 } }""", "prices[\"house/m\"].output: must be at most 1000000")]
    [InlineData("""{ "house/m": { "input": 1, "output": 1, "tiers": [{ "aboveInputTokens": 9, "input": 1, "output": 1 }, { "aboveInputTokens": 9, "input": 1, "output": 1 }] } }""", "prices[\"house/m\"].tiers[1].aboveInputTokens: must be more than in the tier before")]
    public void Load_WrongPrice_IsAnError(string prices, string error) =>
        Assert.Contains(error, TestInputs.Errors($$"""{ {{House}}, "prices": {{prices}} }"""));
}
