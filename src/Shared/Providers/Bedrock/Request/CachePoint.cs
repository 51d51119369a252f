using System.Text.Json;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>
/// Anthropic's <c>cache_control</c> on a part or a tool as Bedrock's <c>cachePoint</c> behind it. It changes the price of an
/// answer and never the answer: models without prompt caching are not told of it.
/// </summary>
internal static class CachePoint
{
    /// <param name="json">Within a list of blocks.</param>
    /// <param name="source">What may carry it; only objects do.</param>
    public static void Write(Utf8JsonWriter json, JsonElement source)
    {
        if (source.ValueKind != JsonValueKind.Object || !source.TryGetProperty("cache_control", out var control) || control.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("cachePoint"u8);
        json.WriteString("type"u8, "default"u8);
        if (control.TryGetProperty("ttl", out var ttl) && ttl.ValueKind == JsonValueKind.String && ttl.ValueEquals("1h"u8))
        {
            json.WriteString("ttl"u8, "1h"u8);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
