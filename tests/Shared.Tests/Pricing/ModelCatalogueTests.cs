using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

public sealed class ModelCatalogueTests
{
    private static ModelCatalogue Catalogue => ModelCatalogue.Default;

    [Theory]
    [InlineData("openai", "gpt-4", 30, 60)]
    [InlineData("openai", "gpt-3.5-turbo", 0.5, 1.5)]
    [InlineData("openai", "gpt-35-turbo", 0.5, 1.5)]
    [InlineData("openai", "gpt-4-vision", 10, 30)]
    [InlineData("openai", "gpt-4-vision-preview", 10, 30)]
    [InlineData("openai", "text-embedding-ada-002", 0.1, 0)]
    [InlineData("azure-openai", "gpt-4", 30, 60)]
    [InlineData("azure-openai", "gpt-35-turbo", 0.5, 1.5)]
    [InlineData("azure-openai", "gpt-3.5-turbo", 0.5, 1.5)]
    [InlineData("azure-openai", "gpt-4-vision", 10, 30)]
    [InlineData("azure-openai", "gpt-4-vision-preview", 10, 30)]
    [InlineData("azure-openai", "text-embedding-ada-002", 0.1, 0)]
    [InlineData("anthropic", "claude-3-opus", 15, 75)]
    [InlineData("anthropic", "claude-3-sonnet", 3, 15)]
    [InlineData("anthropic", "claude-3-haiku", 0.25, 1.25)]
    [InlineData("bedrock", "claude-3-opus", 15, 75)]
    [InlineData("bedrock", "claude-3-sonnet", 3, 15)]
    [InlineData("bedrock", "claude-3-haiku", 0.25, 1.25)]
    [InlineData("gemini", "gemini-pro", 0.125, 0.375)]
    [InlineData("gemini", "gemini-pro-vision", 0.125, 0.375)]
    [InlineData("cohere", "command", 1, 2)]
    [InlineData("cohere", "command-r", 0.15, 0.6)]
    public void Find_NameUsersAlreadyKnow_HasItsOwnPriceAndIsServedByDefault(string provider, string name, decimal input, decimal output)
    {
        var model = Catalogue.Find(provider, name);

        Assert.NotNull(model);
        Assert.Equal((input, output), (model.Price.Input, model.Price.Output));
        Assert.Contains(model, Catalogue.DefaultsOf(provider));
    }

    [Theory]
    [InlineData("anthropic", "claude-3-opus", "claude-3-opus-20240229")]
    [InlineData("bedrock", "claude-3-sonnet", "anthropic.claude-3-sonnet-20240229-v1:0")]
    [InlineData("bedrock", "claude-3-haiku", "anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("azure-openai", "gpt-3.5-turbo", "gpt-35-turbo")]
    [InlineData("github", "gpt-4o", "openai/gpt-4o")]
    [InlineData("OpenAI", "GPT-4O", "gpt-4o")]
    public void Find_Alias_GivesTheIdTheProviderKnows(string provider, string name, string id) =>
        Assert.Equal(id, Catalogue.Find(provider, name)?.Id);

    [Theory]
    [InlineData("openai", "gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", "gpt-4o-mini")]
    [InlineData("openai", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview")]
    [InlineData("anthropic", "claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022")]
    [InlineData("anthropic", "claude-3-5-haiku-latest", "claude-3-5-haiku-20241022")]
    [InlineData("anthropic", "claude-3-opus@20240229", "claude-3-opus-20240229")]
    [InlineData("bedrock", "us.anthropic.claude-3-sonnet-20240229-v1:0", "anthropic.claude-3-sonnet-20240229-v1:0")]
    [InlineData("bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("bedrock", "apac.amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0")]
    [InlineData("bedrock", "global.anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-sonnet-4-20250514-v1:0")]
    public void Find_SnapshotOrProfileWithoutARow_HasThePriceOfItsModelAndTheIdAsAsked(string provider, string asked, string row)
    {
        var model = Catalogue.Find(provider, asked);

        Assert.NotNull(model);
        Assert.Equal(asked, model.Id);
        Assert.Equal(Catalogue.Find(provider, row)?.Price, model.Price);
    }

    [Theory]
    [InlineData("openai", "gpt-4o-2024-05-13", "gpt-4o")]
    [InlineData("openai", "gpt-4o-mini", "gpt-4o")]
    [InlineData("openai", "gpt-4o-audio-preview", "gpt-4o")]
    [InlineData("openai", "gpt-5.4-mini", "gpt-5.4")]
    [InlineData("cohere", "command-r-03-2024", "command-r")]
    [InlineData("bedrock", "amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v1")]
    [InlineData("bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1:0")]
    public void Find_RowOfItsOwn_WinsOverASimilarName(string provider, string name, string similar) =>
        Assert.NotEqual(Catalogue.Find(provider, similar)?.Price, Catalogue.Find(provider, name)?.Price);

    [Theory]
    [InlineData("openai", "gpt-4o-realtime-preview")]
    [InlineData("openai", "gpt-4o-mini-tts")]
    [InlineData("openai", "gpt-4o-search-preview")]
    [InlineData("openai", "gpt-3.5-turbo-0613")]
    [InlineData("openai", "gpt-5.4-pro")]
    [InlineData("openai", "ft:gpt-4o-mini-2024-07-18:org::id")]
    [InlineData("openai", "gpt-4o-2024-08-06-extra")]
    [InlineData("openai", "gpt-4o-2024-08-06\n")]
    [InlineData("openai", "us.gpt-4.1")]
    [InlineData("openai", "gpt")]
    [InlineData("openai", "-latest")]
    [InlineData("openai", "")]
    [InlineData("gemini", "gemini-2.5-flash-preview-05-20")]
    [InlineData("gemini", "gemini-2.5-flash-image")]
    [InlineData("bedrock", "amazon.titan-embed-text-v3:0")]
    [InlineData("cohere", "command-r-09-2025")]
    [InlineData("nobody", "gpt-4o")]
    public void Find_NameItDoesNotKnow_IsNullAndNeverAGuess(string provider, string name) =>
        Assert.Null(Catalogue.Find(provider, name));

    [Fact]
    public void ProvidersOf_KnownName_ListsAllWhoOfferIt() =>
        Assert.Equal(["openai", "azure-openai", "github"], Catalogue.ProvidersOf("gpt-4o"));

    [Fact]
    public void ProvidersOf_UnknownName_IsEmpty() =>
        Assert.Empty(Catalogue.ProvidersOf("gpt-4o-imaginary"));

    [Fact]
    public void DefaultsOf_UnknownProvider_IsEmpty() =>
        Assert.Empty(Catalogue.DefaultsOf("nobody"));
}
