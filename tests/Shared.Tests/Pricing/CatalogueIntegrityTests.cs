using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

/// <summary>What must hold for every row of <c>catalogue.json</c>.</summary>
public sealed class CatalogueIntegrityTests
{
    public static TheoryData<string> Providers => [.. ModelCatalogue.Default.Providers];

    [Fact]
    public void Providers_AreThoseTheGatewayPromises() =>
        Assert.Equal(
            ["openai", "azure-openai", "anthropic", "bedrock", "gemini", "groq", "cohere", "together", "github", "demo"],
            ModelCatalogue.Default.Providers);

    [Theory]
    [MemberData(nameof(Providers))]
    public void Models_OfEveryProvider_AreNamedOnce(string provider)
    {
        var names = ModelCatalogue.Default.ModelsOf(provider).SelectMany(model => model.Aliases.Prepend(model.Id)).ToList();

        Assert.Equal(names, names.Distinct(StringComparer.OrdinalIgnoreCase));
        Assert.All(names, name => Assert.Equal(name.Trim(), name));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Models_OfEveryProvider_ArePriced(string provider) =>
        Assert.All(ModelCatalogue.Default.ModelsOf(provider), model =>
        {
            Assert.True(model.Price.Input > 0, model.Id);
            Assert.Equal(!model.Capabilities.HasFlag(ModelCapabilities.Embeddings), model.Price.Output > 0);
            Assert.All(OptionalPrices(model.Price), price => Assert.True(price is null or > 0, model.Id));
        });

    [Theory]
    [MemberData(nameof(Providers))]
    public void CachePrices_OfEveryModel_AreInOrder(string provider) =>
        Assert.All(ModelCatalogue.Default.ModelsOf(provider), model =>
        {
            var (input, write) = (model.Price.Input, model.Price.CacheWrite ?? model.Price.Input);
            Assert.True((model.Price.CacheRead ?? input) <= input, model.Id);
            Assert.True(write >= input && (model.Price.CacheWriteHour ?? write) >= write, model.Id);
        });

    [Theory]
    [MemberData(nameof(Providers))]
    public void Tiers_OfEveryModel_AscendAndPriceWhatTheirModelPrices(string provider) =>
        Assert.All(ModelCatalogue.Default.ModelsOf(provider), model =>
        {
            var thresholds = model.Price.Tiers.Select(tier => tier.AboveInputTokens).ToList();
            Assert.Equal(thresholds.Distinct().Order(), thresholds);
            Assert.All(thresholds, threshold => Assert.InRange(threshold, 1, model.ContextLength ?? 0));
            Assert.All(model.Price.Tiers, tier =>
            {
                Assert.True(tier.Price.Input > model.Price.Input && tier.Price.Output > model.Price.Output, model.Id);
                Assert.Equal(OptionalPrices(model.Price).Select(p => p is null), OptionalPrices(tier.Price).Select(p => p is null));
            });
        });

    [Theory]
    [MemberData(nameof(Providers))]
    public void Limits_OfEveryModel_AreSane(string provider) =>
        Assert.All(ModelCatalogue.Default.ModelsOf(provider), model =>
        {
            Assert.InRange(model.ContextLength ?? 0, 500, 10_000_000);
            if (model.MaxOutputTokens is { } maxOutput)
                Assert.InRange(maxOutput, 1_024, model.ContextLength ?? 0);
        });

    [Theory]
    [MemberData(nameof(Providers))]
    public void Capabilities_OfEveryModel_AreOneKindOfModel(string provider) =>
        Assert.All(ModelCatalogue.Default.ModelsOf(provider), model =>
        {
            var capabilities = model.Capabilities;
            if (capabilities.HasFlag(ModelCapabilities.Embeddings))
                Assert.Equal(ModelCapabilities.Embeddings, capabilities);
            else
                Assert.True((capabilities & (ModelCapabilities.Chat | ModelCapabilities.Completions)) != 0, model.Id);
        });

    [Theory]
    [MemberData(nameof(Providers))]
    public void Defaults_OfEveryProvider_ServeChat(string provider) =>
        Assert.Contains(ModelCatalogue.Default.DefaultsOf(provider), model => model.Capabilities.HasFlag(ModelCapabilities.Chat));

    [Theory]
    [InlineData("azure-openai", "")]
    [InlineData("github", "openai/")]
    public void Prices_OfOpenAIModelsElsewhere_AreOpenAIsListPrices(string provider, string prefix) =>
        Assert.All(ModelCatalogue.Default.ModelsOf(provider).Where(model => model.Id.StartsWith(prefix, StringComparison.Ordinal)), model =>
        {
            if (ModelCatalogue.Default.Find("openai", model.Id[prefix.Length..]) is { } listed)
                Assert.Equal((listed.Price.Input, listed.Price.Output), (model.Price.Input, model.Price.Output));
        });

    private static decimal?[] OptionalPrices(ModelPrice price) =>
        [price.CacheRead, price.CacheWrite, price.CacheWriteHour, price.AudioInput, price.AudioOutput, price.Reasoning];
}
