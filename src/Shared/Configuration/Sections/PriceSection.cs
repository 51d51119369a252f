using Tollgate.Configuration.Reading;
using Tollgate.Pricing;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads a price: US dollars per million tokens.</summary>
internal static class PriceSection
{
    private const decimal Highest = 1_000_000m;

    /// <summary>Input and output must both be there: a missing one would make half of every answer free.</summary>
    public static ModelPrice Read(ConfigurationSection section)
    {
        var price = ReadFlat(section);
        var tiers = new List<PriceTier>();
        foreach (var item in section.Items("tiers"))
        {
            var tier = item.Section();
            var above = tier.Integer("aboveInputTokens", 1, int.MaxValue);
            if (above is null)
            {
                tier.Error("aboveInputTokens", "is missing");
            }

            if (above <= tiers.LastOrDefault()?.AboveInputTokens)
            {
                tier.Error("aboveInputTokens", "must be more than in the tier before");
            }

            tiers.Add(new PriceTier(above ?? 0, ReadFlat(tier)));
        }

        return price with { Tiers = tiers };
    }

    private static ModelPrice ReadFlat(ConfigurationSection section) => new()
    {
        Input = Required(section, "input"),
        Output = Required(section, "output"),
        CacheRead = section.Decimal("cacheRead", Highest),
        CacheWrite = section.Decimal("cacheWrite", Highest),
        CacheWriteHour = section.Decimal("cacheWriteHour", Highest),
        AudioInput = section.Decimal("audioInput", Highest),
        AudioCacheRead = section.Decimal("audioCacheRead", Highest),
        AudioOutput = section.Decimal("audioOutput", Highest),
        Reasoning = section.Decimal("reasoning", Highest),
    };

    private static decimal Required(ConfigurationSection section, string name)
    {
        if (section.Decimal(name, Highest) is { } price)
        {
            return price;
        }

        section.Error(name, "is missing; give USD per million tokens (0 is allowed)");
        return 0;
    }
}
