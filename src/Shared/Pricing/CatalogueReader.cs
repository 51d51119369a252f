using System.Text.Json;

namespace Tollgate.Pricing;

/// <summary>
/// Reads the rows of <c>catalogue.json</c>. By hand from the document, as this runs at every cold start and a serializer for
/// these types, source-generated or not, takes three times as long to compile as the whole file takes to read.
/// </summary>
internal static class CatalogueReader
{
    public static ModelInfo[] ReadModels(JsonElement rows)
    {
        var models = new ModelInfo[rows.GetArrayLength()];
        for (var i = 0; i < models.Length; i++)
            models[i] = ReadModel(rows[i]);
        return models;
    }

    private static ModelInfo ReadModel(JsonElement row) => new()
    {
        Id = row.GetProperty("id").GetString()!,
        Aliases = ReadAliases(row),
        DisplayName = row.GetProperty("name").GetString(),
        ContextLength = ReadInt(row, "context"),
        MaxOutputTokens = ReadInt(row, "maxOutput"),
        Capabilities = ReadCapabilities(row.GetProperty("capabilities")),
        Price = ReadPrice(row.GetProperty("price")),
        IsDefault = row.TryGetProperty("default", out var isDefault) && isDefault.GetBoolean(),
    };

    private static string[] ReadAliases(JsonElement row)
    {
        if (!row.TryGetProperty("aliases", out var names))
            return [];

        var aliases = new string[names.GetArrayLength()];
        for (var i = 0; i < aliases.Length; i++)
            aliases[i] = names[i].GetString()!;
        return aliases;
    }

    private static ModelCapabilities ReadCapabilities(JsonElement names)
    {
        var capabilities = ModelCapabilities.None;
        foreach (var name in names.EnumerateArray())
            capabilities |= ModelCapabilityNames.Parse(name.GetString());
        return capabilities;
    }

    private static ModelPrice ReadPrice(JsonElement price) => new()
    {
        Input = price.GetProperty("input").GetDecimal(),
        Output = price.GetProperty("output").GetDecimal(),
        CacheRead = ReadDecimal(price, "cacheRead"),
        CacheWrite = ReadDecimal(price, "cacheWrite"),
        CacheWriteHour = ReadDecimal(price, "cacheWriteHour"),
        AudioInput = ReadDecimal(price, "audioInput"),
        AudioCacheRead = ReadDecimal(price, "audioCacheRead"),
        AudioOutput = ReadDecimal(price, "audioOutput"),
        Reasoning = ReadDecimal(price, "reasoning"),
        Tiers = ReadTiers(price),
    };

    private static PriceTier[] ReadTiers(JsonElement price)
    {
        if (!price.TryGetProperty("tiers", out var rows))
            return [];

        var tiers = new PriceTier[rows.GetArrayLength()];
        for (var i = 0; i < tiers.Length; i++)
            tiers[i] = new PriceTier(rows[i].GetProperty("aboveInputTokens").GetInt64(), ReadPrice(rows[i]));
        return tiers;
    }

    private static int? ReadInt(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static decimal? ReadDecimal(JsonElement price, string name) =>
        price.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
}
