using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Request;

/// <summary>Reads <c>data:type;base64,…</c> without decoding or copying it: images of many megabytes pass through here.</summary>
internal static class DataUrl
{
    /// <returns>Null if the string is no data URL.</returns>
    /// <exception cref="RefusalException">It is one, and broken.</exception>
    public static InlineData? TryRead(JsonElement text, RequestBody body, string path)
    {
        var utf8 = Utf8(text, body);
        if (!utf8.Span.StartsWith("data:"u8))
        {
            return null;
        }

        const int longestHeader = 256;
        var comma = utf8.Span[..Math.Min(utf8.Length, longestHeader)].IndexOf((byte)',');
        var header = comma < 0 ? [] : utf8.Span["data:".Length..comma];
        if (!header.EndsWith(";base64"u8))
        {
            throw MemberReader.Unexpected(path, "data in base64, as in data:image/png;base64,…");
        }

        header = header[..^";base64".Length];
        var parameters = header.IndexOf((byte)';');
        var type = Encoding.UTF8.GetString(parameters < 0 ? header : header[..parameters]);
        return Checked(type.ToLowerInvariant(), utf8[(comma + 1)..], path);
    }

    /// <exception cref="RefusalException">It is not base64.</exception>
    public static InlineData ReadBase64(JsonElement text, RequestBody body, string mediaType, string path) =>
        Checked(mediaType, Utf8(text, body), path);

    private static InlineData Checked(string mediaType, ReadOnlyMemory<byte> base64, string path) =>
        Base64.IsValid(base64.Span, out var length) && base64.Length % 4 == 0 && base64.Span.IndexOfAny(" \t\r\n"u8) < 0
            ? new InlineData(mediaType, base64, length)
            : throw MemberReader.Unexpected(path, "valid base64 with its padding and without spaces or line breaks");

    /// <summary>The string's bytes within the body; a copy only where they are escaped there, as some writers do with every slash.</summary>
    private static ReadOnlyMemory<byte> Utf8(JsonElement text, RequestBody body)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return !raw.Contains((byte)'\\') && body.Span.Overlaps(raw, out var start)
            ? body.Memory.Slice(start, raw.Length)
            : Encoding.UTF8.GetBytes(text.GetString()!);
    }
}
