using System.Text.Json;

namespace Tollgate.Endpoints.Body;

/// <summary>Checks the shape of <c>messages</c> as far as every provider needs it, and says which message is wrong.</summary>
internal static class MessageReader
{
    /// <summary>Reads the array the reader stands on and leaves it on its last token.</summary>
    public static void Read(ref Utf8JsonReader reader, ref PromptMeter prompt)
    {
        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                BodyParser.Require(ref reader, $"messages[{index}]", JsonKinds.Object);
            }

            ReadMessage(ref reader, ref prompt, index);
            index++;
        }

        prompt.Messages = index;

        if (index == 0)
        {
            throw BodyParser.Invalid("empty_array", "Invalid 'messages': the array is empty. Give it at least one message.", "messages");
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ref PromptMeter prompt, int index)
    {
        var hasRole = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty)
                {
                    throw BodyParser.Invalid("invalid_type", $"Invalid type for 'messages[{index}].role': expected a role such as 'user'.", $"messages[{index}].role");
                }

                hasRole = true;
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader, ref prompt, index);
            }
            else
            {
                // An answer that the model once spoke is told by its id alone.
                var isAudio = reader.ValueTextEquals("audio"u8);
                reader.Read();
                if (isAudio && reader.TokenType != JsonTokenType.Null)
                {
                    (prompt.IsUnmeasured, prompt.HearsAudio) = (true, true);
                }

                prompt.Count(ref reader);
            }
        }

        if (!hasRole)
        {
            throw BodyParser.Missing($"messages[{index}].role");
        }
    }

    private static void ReadContent(ref Utf8JsonReader reader, ref PromptMeter prompt, int message)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.Null:
                prompt.Count(ref reader);
                break;
            case JsonTokenType.StartArray:
                var index = 0;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadPart(ref reader, ref prompt, message, index);
                    index++;
                }

                break;
            default:
                BodyParser.Require(ref reader, $"messages[{message}].content", JsonKinds.String | JsonKinds.Array | JsonKinds.Null);
                break;
        }
    }

    private static void ReadPart(ref Utf8JsonReader reader, ref PromptMeter prompt, int message, int index)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            BodyParser.Require(ref reader, $"messages[{message}].content[{index}]", JsonKinds.Object);
        }

        var part = reader;
        prompt.Count(ref reader);
        if (!PartReader.Read(part, ref prompt))
        {
            throw BodyParser.Missing($"messages[{message}].content[{index}].type");
        }
    }
}
