using System.Text.Json;
using Tollgate.Models;
using Tollgate.Pricing;

namespace Tollgate.Endpoints.Models;

/// <summary>A model as OpenAI lists it, with what a caller wants to know before choosing it as extra members.</summary>
internal static class ModelJson
{
    public static void Write(Utf8JsonWriter json, Model model)
    {
        var info = model.Info;
        json.WriteStartObject();
        json.WriteString("id", model.Name);
        json.WriteString("object", "model");

        // Providers do not tell when a model was made; OpenAI's clients want a number.
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", model.Targets[0].Deployment.Provider.Name);
        if (info.DisplayName is { } displayName)
        {
            json.WriteString("name", displayName);
        }

        if (info.ContextLength is { } context)
        {
            json.WriteNumber("context_length", context);
        }

        if (info.MaxOutputTokens is { } maxOutput)
        {
            json.WriteNumber("max_output_tokens", maxOutput);
        }

        json.WriteStartArray("capabilities");
        foreach (var capability in ModelCapabilityNames.Of(info.Capabilities))
        {
            json.WriteStringValue(capability);
        }

        json.WriteEndArray();
        json.WriteStartArray("providers");
        foreach (var deployment in model.Deployments)
        {
            json.WriteStringValue(deployment.Provider.Name);
        }

        json.WriteEndArray();
        json.WriteStartObject("pricing");
        json.WriteString("unit", "usd_per_million_tokens");
        WritePrices(json, info.Price);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePrices(Utf8JsonWriter json, ModelPrice price)
    {
        json.WriteNumber("input", price.Input);
        json.WriteNumber("output", price.Output);
        WriteOptional(json, "cache_read", price.CacheRead);
        WriteOptional(json, "cache_write", price.CacheWrite);
        WriteOptional(json, "cache_write_1h", price.CacheWriteHour);
        WriteOptional(json, "audio_input", price.AudioInput);
        WriteOptional(json, "audio_cache_read", price.AudioCacheRead);
        WriteOptional(json, "audio_output", price.AudioOutput);
        WriteOptional(json, "reasoning", price.Reasoning);
        if (price.Tiers.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tiers");
        foreach (var tier in price.Tiers)
        {
            json.WriteStartObject();
            json.WriteNumber("above_input_tokens", tier.AboveInputTokens);
            WritePrices(json, tier.Price with { Tiers = [] });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, decimal? price)
    {
        if (price is { } known)
        {
            json.WriteNumber(name, known);
        }
    }
}
