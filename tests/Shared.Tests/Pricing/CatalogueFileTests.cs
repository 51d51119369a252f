using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

/// <summary>
/// Holds <c>catalogue.json</c> to its shape: reading it ignores what it does not know, so a misspelt <c>cacheRead</c> would
/// otherwise be a wrong bill.
/// </summary>
public sealed class CatalogueFileTests
{
    private static readonly string[] RowMembers =
        ["id", "name", "aliases", "default", "context", "maxOutput", "capabilities", "comment", "price"];

    private static readonly string[] TierMembers =
        ["input", "output", "cacheRead", "cacheWrite", "cacheWriteHour", "audioInput", "audioCacheRead", "audioOutput", "reasoning", "aboveInputTokens"];

    private static readonly string[] PriceMembers = [.. TierMembers.Where(name => name != "aboveInputTokens"), "tiers"];

    [Fact]
    public void Rows_OfTheFile_HaveOnlyKnownMembers() =>
        Assert.All(CreateRows(), row =>
        {
            Assert.Empty(MembersOf(row).Except(RowMembers));
            Assert.Empty(MembersOf(row.GetProperty("price")).Except(PriceMembers));
            if (row.GetProperty("price").TryGetProperty("tiers", out var tiers))
                Assert.All(tiers.EnumerateArray(), tier => Assert.Empty(MembersOf(tier).Except(TierMembers)));
        });

    [Fact]
    public void Capabilities_OfTheFile_AreKnownNames() =>
        Assert.All(CreateRows().SelectMany(row => row.GetProperty("capabilities").EnumerateArray()), name =>
            Assert.NotEqual(ModelCapabilities.None, ModelCapabilityNames.Parse(name.GetString())));

    private static List<JsonElement> CreateRows()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("Tollgate.Pricing.catalogue.json");
        var providers = JsonSerializer.Deserialize<JsonElement>(stream!).GetProperty("providers");
        return [.. providers.EnumerateObject().SelectMany(provider => provider.Value.EnumerateArray())];
    }

    private static List<string> MembersOf(JsonElement element)
    {
        var names = element.EnumerateObject().Select(member => member.Name).ToList();
        Assert.Equal(names, names.Distinct());
        return names;
    }
}
