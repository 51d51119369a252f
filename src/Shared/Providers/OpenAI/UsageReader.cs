using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.OpenAI;

/// <summary>Reads an OpenAI <c>usage</c> object into disjoint buckets.</summary>
internal static class UsageReader
{
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>Reads the value the reader stands on; null if it is not an object. Leaves the reader on its last token.</summary>
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

        return told.ToUsage();
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

    private static long Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count))
        {
            // The bound keeps sums of a nonsensical usage from overflowing.
            return Math.Clamp(count, 0, MostTokens);
        }

        reader.Skip();
        return 0;
    }

    /// <summary>The figures as OpenAI nests them: details are parts of the whole.</summary>
    private struct Told
    {
        public long Prompt;
        public long Completion;
        public long Total;
        public long Cached;
        public long AudioInput;
        public long Reasoning;
        public long AudioOutput;

        public readonly TokenUsage ToUsage()
        {
            var cached = Math.Min(Cached, Prompt);
            var audioInput = Math.Min(AudioInput, Prompt - cached);

            // Some upstreams bill reasoning beside the completion and show it only in the total.
            var unseen = Math.Max(0, Total - Prompt - Completion);
            var reasoning = Math.Min(Reasoning, Completion);
            var audioOutput = Math.Min(AudioOutput, Completion - reasoning);
            return new TokenUsage
            {
                Input = Prompt - cached - audioInput,
                CacheRead = cached,
                AudioInput = audioInput,
                Output = Completion - reasoning - audioOutput,
                Reasoning = reasoning + unseen,
                AudioOutput = audioOutput,
            };
        }
    }
}
