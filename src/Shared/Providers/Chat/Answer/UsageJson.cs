using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>
/// Writes usage as OpenAI counts it: cached tokens within the prompt's, reasoning within the completion's. What was written to a
/// prompt cache, of which OpenAI knows nothing, is told beside the cached tokens.
/// </summary>
internal static class UsageJson
{
    /// <summary>The member <c>usage</c>, its name included.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.TotalInput);
        json.WriteNumber("completion_tokens"u8, usage.TotalOutput);
        json.WriteNumber("total_tokens"u8, usage.Total);

        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.TotalCacheRead);
        json.WriteNumber("audio_tokens"u8, usage.AudioInput + usage.AudioCacheRead);
        if (usage.CacheWrite + usage.CacheWriteHour > 0)
        {
            json.WriteNumber("cache_creation_tokens"u8, usage.CacheWrite + usage.CacheWriteHour);
            json.WriteNumber("cache_creation_1h_tokens"u8, usage.CacheWriteHour);
        }

        json.WriteEndObject();

        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.Reasoning);
        json.WriteNumber("audio_tokens"u8, usage.AudioOutput);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
