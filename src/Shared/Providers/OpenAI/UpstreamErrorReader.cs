using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tollgate.Providers.OpenAI;

/// <summary>Reads an <c>error</c> member in the forms that OpenAI-compatible upstreams use: an object, or just a string.</summary>
internal static class UpstreamErrorReader
{
    /// <summary>Reads the value the reader stands on and leaves it on its last token.</summary>
    public static UpstreamError Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var message = Text(ref reader);
            return new UpstreamError(message, null, null, null);
        }

        var error = default(UpstreamError);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                error = error with { Message = Text(ref reader) };
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                error = error with { Type = Text(ref reader) };
            }
            else if (reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                error = error with { Code = Text(ref reader) };
            }
            else if (reader.ValueTextEquals("param"u8))
            {
                reader.Read();
                error = error with { Param = Text(ref reader) };
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return error;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number)
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }
}
