using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.OpenAI;

/// <summary>Reads an OpenAI <c>usage</c> object into disjoint buckets.</summary>
internal static class UsageReader
{
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>
    /// Reads the value the reader stands on and leaves it on its last token. Null if it is not an object, or one without a
    /// single figure: that says nothing, while an explicit 0 is an answer.
    /// </summary>
    public static TokenUsage? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var told = default(Told);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                told.Prompt = Count(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                told.Completion = Count(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                told.Total = Count(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
            {
                ReadPromptDetails(ref reader, ref told);
            }
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
            {
                ReadCompletionDetails(ref reader, ref told);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return told is { Prompt: null, Completion: null, Total: null } ? null : told.ToUsage();
    }

    private static void ReadPromptDetails(ref Utf8JsonReader reader, ref Told told)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                told.Cached = Count(ref reader);
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                told.AudioInput = Count(ref reader);
            }
            else if (reader.ValueTextEquals("cached_tokens_details"u8))
            {
                ReadCachedDetails(ref reader, ref told);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    /// <summary>Models that hear tell which of the cached tokens were sound: their price is another.</summary>
    private static void ReadCachedDetails(ref Utf8JsonReader reader, ref Told told)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("audio_tokens"u8))
            {
                told.CachedAudio = Count(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void ReadCompletionDetails(ref Utf8JsonReader reader, ref Told told)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                told.Reasoning = Count(ref reader);
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                told.AudioOutput = Count(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    /// <summary>A figure that is no number counts as none told. Some upstreams write whole numbers as <c>12.0</c>.</summary>
    private static long? Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var count))
        {
            // The bound keeps sums of a nonsensical usage from overflowing; below it a double holds every integer.
            return (long)Math.Clamp(count, 0, MostTokens);
        }

        reader.Skip();
        return null;
    }

    /// <summary>The figures as OpenAI nests them: details are parts of the whole.</summary>
    private struct Told
    {
        public long? Prompt;
        public long? Completion;
        public long? Total;
        public long? Cached;
        public long? CachedAudio;
        public long? AudioInput;
        public long? Reasoning;
        public long? AudioOutput;

        public readonly TokenUsage ToUsage()
        {
            var completion = Completion ?? 0;

            // Some embedding upstreams tell nothing but a total, and all of that was read.
            var prompt = Prompt ?? (Completion is null ? Total ?? 0 : 0);
            var cached = Math.Min(Cached ?? 0, prompt);
            var cachedAudio = Math.Min(CachedAudio ?? 0, cached);
            var audioInput = Math.Min(Math.Max(0, (AudioInput ?? 0) - cachedAudio), prompt - cached);

            // Some upstreams bill reasoning beside the completion: it shows in the total, and in the details or not.
            var unseen = Math.Max(0, (Total ?? 0) - prompt - completion);
            var reasoning = Math.Min(Math.Max(0, (Reasoning ?? 0) - unseen), completion);
            var audioOutput = Math.Min(AudioOutput ?? 0, completion - reasoning);
            return new TokenUsage
            {
                Input = prompt - cached - audioInput,
                CacheRead = cached - cachedAudio,
                AudioInput = audioInput,
                AudioCacheRead = cachedAudio,
                Output = completion - reasoning - audioOutput,
                Reasoning = reasoning + unseen,
                AudioOutput = audioOutput,
            };
        }
    }
}
