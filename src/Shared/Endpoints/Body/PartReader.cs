using System.Text.Json;

namespace Tollgate.Endpoints.Body;

/// <summary>Looks at one part of a message's content for what costs other than its text does.</summary>
internal static class PartReader
{
    /// <summary>Notes the images of the part the reader stands on, and whether it leads to more than the body holds.</summary>
    /// <returns>False: the part does not say what type it is.</returns>
    public static bool Read(Utf8JsonReader part, ref PromptMeter prompt)
    {
        var hasType = false;
        while (part.Read() && part.TokenType == JsonTokenType.PropertyName)
        {
            if (part.ValueTextEquals("type"u8))
            {
                part.Read();
                hasType |= part.TokenType == JsonTokenType.String;
                ReadType(ref part, ref prompt);
            }
            else if (part.ValueTextEquals("image_url"u8) || part.ValueTextEquals("image"u8))
            {
                part.Read();
                ReadImage(ref part, ref prompt);
            }

            part.Skip();
        }

        return hasType;
    }

    private static void ReadType(ref Utf8JsonReader part, ref PromptMeter prompt)
    {
        if (part.TokenType == JsonTokenType.String
            && (part.ValueTextEquals("text"u8) || part.ValueTextEquals("refusal"u8) || part.ValueTextEquals("image_url"u8)))
        {
            return;
        }

        // Files and recordings, and whatever else a provider may know: a few bytes can stand for very much.
        prompt.IsUnmeasured = true;
        prompt.HasRecording |= part.TokenType == JsonTokenType.String && part.ValueTextEquals("input_audio"u8);
        prompt.HearsAudio |= part.TokenType != JsonTokenType.String || !part.ValueTextEquals("file"u8);
    }

    private static void ReadImage(ref Utf8JsonReader part, ref PromptMeter prompt)
    {
        prompt.Images++;
        if (part.TokenType == JsonTokenType.String)
        {
            ReadAddress(ref part, ref prompt);
        }
        else if (part.TokenType == JsonTokenType.StartObject)
        {
            while (part.Read() && part.TokenType == JsonTokenType.PropertyName)
            {
                var isAddress = part.ValueTextEquals("url"u8);
                part.Read();
                if (isAddress && part.TokenType == JsonTokenType.String)
                {
                    ReadAddress(ref part, ref prompt);
                }

                part.Skip();
            }
        }
    }

    private static void ReadAddress(ref Utf8JsonReader address, ref PromptMeter prompt)
    {
        if (address.ValueSpan.StartsWith("data:image"u8))
        {
            prompt.ImageBytes += address.ValueSpan.Length;
        }
        else if (address.ValueSpan.StartsWith("data:"u8))
        {
            // Some providers take documents and films this way.
            prompt.IsUnmeasured = true;
        }
    }
}
