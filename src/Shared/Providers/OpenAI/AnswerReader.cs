using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.OpenAI;

/// <summary>Reads the facts of an OpenAI-shaped object in one pass, without materialising it.</summary>
internal static class AnswerReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <exception cref="JsonException">It is not one JSON object, or a string that had to be read is not valid Unicode.</exception>
    public static AnswerFacts Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadObject(json);
        }
        catch (InvalidOperationException invalid)
        {
            throw new JsonException("a string that is not valid Unicode", invalid);
        }
    }

    private static AnswerFacts ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("not a JSON object");
        }

        var facts = default(AnswerFacts);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ReadChoices(ref reader, ref facts);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                var name = (int)reader.TokenStartIndex;
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null)
                {
                    facts.NullUsage = WithComma(json, name, (int)reader.BytesConsumed);
                }

                facts.Usage = UsageReader.Read(ref reader) ?? facts.Usage;
            }
            else if (reader.ValueTextEquals("x_groq"u8))
            {
                reader.Read();
                ReadGroqUsage(ref reader, ref facts);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                ReadError(ref reader, ref facts);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Reads on to the end: anything behind the object is an error too.
        while (reader.Read())
        {
        }

        return facts;
    }

    /// <summary>A member together with the comma before it, or behind it if it is the first.</summary>
    private static JsonSlice WithComma(ReadOnlySpan<byte> json, int start, int end)
    {
        var before = json[..start].TrimEnd(" \t\r\n"u8).Length;
        if (json[before - 1] == (byte)',')
        {
            return new JsonSlice(before - 1, end - before + 1);
        }

        var behind = json[end..].IndexOfAnyExcept(" \t\r\n"u8);
        return json[end + behind] == (byte)',' ? new JsonSlice(start, end + behind + 1 - start) : new JsonSlice(start, end - start);
    }

    private static void ReadError(ref Utf8JsonReader reader, ref AnswerFacts facts)
    {
        if (reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False))
        {
            facts.HasError = true;
            facts.Error = UpstreamErrorReader.Read(ref reader);
        }
    }

    private static void ReadGroqUsage(ref Utf8JsonReader reader, ref AnswerFacts facts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUsage = reader.ValueTextEquals("usage"u8);
            reader.Read();
            if (isUsage)
            {
                facts.Usage ??= UsageReader.Read(ref reader);
            }

            reader.Skip();
        }
    }

    private static void ReadChoices(ref Utf8JsonReader reader, ref AnswerFacts facts)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            facts.Choices++;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice(ref reader, ref facts);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ref AnswerFacts facts)
    {
        var depth = reader.CurrentDepth;
        var index = 0;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isTop = reader.CurrentDepth == depth + 1;
            if (isTop && reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                facts.FinishedChoices += reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty ? 1 : 0;
            }
            else if (isTop && reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var told) ? Math.Max(0, told) : 0;
            }
            else if (isTop && reader.ValueTextEquals("logprobs"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else if (IsGenerated(ref reader))
            {
                reader.Read();
                facts.ContentBytes += reader.TokenType == JsonTokenType.String ? reader.ValueSpan.Length : 0;
            }
        }

        facts.ChoiceIndexes = Math.Max(facts.ChoiceIndexes, index + 1);
    }

    private static bool IsGenerated(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("arguments"u8) || reader.ValueTextEquals("text"u8)
        || reader.ValueTextEquals("name"u8) || reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8) || reader.ValueTextEquals("refusal"u8);
}
