using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>Reads Converse's <c>usage</c>, in which cached tokens stand beside the input's and not among them.</summary>
internal static class ConverseUsage
{
    private const long MostTokens = 1_000_000_000_000;

    /// <returns>Null if it tells nothing.</returns>
    public static TokenUsage? Read(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object || (!usage.TryGetProperty("inputTokens", out _) && !usage.TryGetProperty("outputTokens", out _)))
        {
            return null;
        }

        var written = Count(usage, "cacheWriteInputTokens");
        var hour = Math.Min(written, WrittenForAnHour(usage));
        return new TokenUsage
        {
            Input = Count(usage, "inputTokens"),
            CacheRead = Count(usage, "cacheReadInputTokens"),
            CacheWrite = written - hour,
            CacheWriteHour = hour,
            Output = Count(usage, "outputTokens"),
        };
    }

    private static long WrittenForAnHour(JsonElement usage)
    {
        var hour = 0L;
        if (usage.TryGetProperty("cacheDetails", out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
            {
                hour += detail.TryGetProperty("ttl", out var ttl) && ttl.ValueKind == JsonValueKind.String && ttl.ValueEquals("1h"u8) ? Count(detail, "inputTokens") : 0;
            }
        }

        return hour;
    }

    private static long Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count)
            ? Math.Clamp(count, 0, MostTokens)
            : 0;
}
