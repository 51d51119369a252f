using System.Globalization;
using System.Text;
using System.Text.Json;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>Reads errors in the forms that OpenAI-compatible upstreams use.</summary>
internal static class UpstreamErrorReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>
    /// Reads a failed answer's body: OpenAI's envelope, the same in an array (Gemini), or the error's members without an
    /// envelope (older vLLM, FastAPI).
    /// </summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A string in it is not valid Unicode.</exception>
    public static UpstreamError ReadBody(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
        }

        return Read(ref reader);
    }

    /// <summary>Reads the object, or the bare message, that the reader stands on and leaves it on its last token.</summary>
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
            if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = Read(ref reader) is { Message: not null } enveloped ? enveloped : error;
            }
            else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("detail"u8))
            {
                reader.Read();
                error = error with { Message = error.Message ?? Text(ref reader) };
                reader.Skip();
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
