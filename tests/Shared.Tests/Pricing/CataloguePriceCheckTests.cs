using System.Globalization;
using System.Text.Json;
using Tollgate.Pricing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Pricing;

/// <summary>Compares our prices with a second source, the community's price data, where that is at hand.</summary>
public sealed class CataloguePriceCheckTests
{
    private const string PriceData = "model-prices.json";

    private const string Unpriced = "none";

    // Their provider, and whose catalogue its models are looked up in.
    private static readonly Dictionary<string, string> Providers = new()
    {
        ["openai"] = "openai",
        ["azure"] = "azure-openai",
        ["anthropic"] = "anthropic",
        ["aws"] = "bedrock",
        ["google"] = "gemini",
        ["groq"] = "groq",
        ["cohere"] = "cohere",
        ["together"] = "together",
    };

    [SharedSpecsFact(PriceData)]
    public void Prices_OfModelsInBothSources_Agree()
    {
        using var data = JsonDocument.Parse(File.ReadAllBytes(SharedSpecs.PathOf(PriceData)!));
        var compared = 0;
        var differences = new List<string>();
        foreach (var (provider, model) in ModelsIn(data))
        {
            if (ModelCatalogue.Default.Find(provider, NameOf(model)) is not { } ours)
                continue;

            compared++;
            var prices = PricesInForce(model.GetProperty("prices"));
            Compare("input", "input_mtok", price => price.Input);
            Compare("output", "output_mtok", price => price.Output);
            Compare("cacheRead", "cache_read_mtok", price => price.CacheRead ?? 0);
            Compare("audioCacheRead", "cache_audio_read_mtok", price => price.AudioCacheRead ?? 0);

            void Compare(string name, string theirName, Func<ModelPrice, decimal> select)
            {
                var theirs = prices.TryGetProperty(theirName, out var value) ? Describe(value) : Unpriced;
                var mine = Describe(ours.Price, select);
                if (mine != theirs)
                    differences.Add($"{provider}/{ours.Id} {name}: {mine}, they say {theirs}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(compared >= 140, $"Only {compared} models were found in both sources: has either changed its names?");
    }

    private static IEnumerable<(string Provider, JsonElement Model)> ModelsIn(JsonDocument data) =>
        from provider in data.RootElement.EnumerateArray()
        where Providers.ContainsKey(provider.GetProperty("id").GetString()!)
        from model in provider.GetProperty("models").EnumerateArray()
        select (Providers[provider.GetProperty("id").GetString()!], model);

    // They mark the price outside Bedrock's global profile with a region that does not exist.
    private static string NameOf(JsonElement model) =>
        model.GetProperty("id").GetString()!.Replace("regional.", "", StringComparison.Ordinal);

    private static JsonElement PricesInForce(JsonElement prices) =>
        prices.ValueKind == JsonValueKind.Array ? prices.EnumerateArray().Last(IsInForce).GetProperty("prices") : prices;

    private static bool IsInForce(JsonElement price) =>
        !price.TryGetProperty("constraint", out var constraint)
        || DateOnly.Parse(constraint.GetProperty("start_date").GetString()!, CultureInfo.InvariantCulture) <= ModelCatalogue.Default.AsOf;

    private static string Describe(JsonElement price) =>
        price.ValueKind == JsonValueKind.Number
            ? Figure(price.GetDecimal())
            : price.GetProperty("tiers").EnumerateArray().Aggregate(
                Figure(price.GetProperty("base").GetDecimal()),
                (text, tier) => $"{text}, {Figure(tier.GetProperty("price").GetDecimal())} above {tier.GetProperty("start")}");

    private static string Describe(ModelPrice price, Func<ModelPrice, decimal> select) => select(price) == 0
        ? Unpriced
        : price.Tiers.Aggregate(
            Figure(select(price)),
            (text, tier) => $"{text}, {Figure(select(tier.Price))} above {tier.AboveInputTokens}");

    private static string Figure(decimal price) => price.ToString("0.##########", CultureInfo.InvariantCulture);
}
