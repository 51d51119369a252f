using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers;

/// <summary>
/// Opens a request's body for a translation. A relay passes strings on unread; whoever translates has to read them, and a lone
/// surrogate in an escape, which JSON's grammar allows, is no text.
/// </summary>
internal static class RequestJson
{
    private const int DeepestNesting = 256;

    /// <exception cref="RefusalException">A string in the body is not valid Unicode.</exception>
    public static JsonDocument Parse(RequestBody body)
    {
        // Without an escaped surrogate there can be no lone one: the body is known to be valid UTF-8.
        if (body.Span.IndexOf("\\ud"u8) >= 0 || body.Span.IndexOf("\\uD"u8) >= 0)
        {
            RequireText(body.Span);
        }

        return JsonDocument.Parse(body.Memory, new JsonDocumentOptions { MaxDepth = DeepestNesting });
    }

    private static void RequireText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw new RefusalException(Refusal.Invalid("invalid_json", "The body has a string that is not valid Unicode."));
        }
    }
}
