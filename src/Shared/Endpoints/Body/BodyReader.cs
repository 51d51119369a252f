using System.Buffers;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Body;

/// <summary>Reads a JSON request body into a pooled buffer, within a limit.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 8 * 1024;

    /// <summary>More than this is rented only once it has come: a header alone must not cost memory.</summary>
    private const int LargestFirstBuffer = 1024 * 1024;

    /// <exception cref="RefusalException">415 not JSON, 413 too large, 400 empty or not UTF-8.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, int maxMegabytes, CancellationToken cancellation)
    {
        RequireJson(request);
        var limit = maxMegabytes * 1024 * 1024;
        if (request.ContentLength > limit)
        {
            throw TooLarge(maxMegabytes);
        }

        // The home's own limit must not strike first: its answer would not be in the envelope.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(request.ContentLength is { } told ? (int)Math.Min(told + 1, LargestFirstBuffer) : FirstBuffer);
        var length = 0;
        try
        {
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length > limit)
                {
                    throw TooLarge(maxMegabytes);
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }

            var start = RequireText(buffer.AsSpan(0, length));
            return new RequestBody(buffer, start, length - start);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static void RequireJson(HttpRequest request)
    {
        var type = request.ContentType;
        if (!string.IsNullOrEmpty(type))
        {
            var isJson = MediaTypeHeaderValue.TryParse(type, out var parsed)
                && (parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                    || parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
            if (!isJson || !IsUtf8(parsed!.Charset))
            {
                throw new RefusalException(Refusal.Invalid(
                    "unsupported_media_type", "The body must be JSON in UTF-8: send 'Content-Type: application/json'.", status: 415));
            }
        }

        var encoding = (string?)request.Headers.ContentEncoding;
        if (!string.IsNullOrEmpty(encoding) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusalException(Refusal.Invalid(
                "unsupported_content_encoding", "Compressed bodies are not read: send the JSON without Content-Encoding.", status: 415));
        }
    }

    private static bool IsUtf8(StringSegment charset) => HeaderUtilities.RemoveQuotes(charset) is var name
        && (name.Length == 0
            || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || name.Equals("utf8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the text begins: behind a byte order mark, if there is one.</summary>
    private static int RequireText(ReadOnlySpan<byte> body)
    {
        var start = body.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (body.Length == start)
        {
            throw new RefusalException(Refusal.Invalid("missing_body", "The request has no body: send a JSON object."));
        }

        return Utf8.IsValid(body)
            ? start
            : throw new RefusalException(Refusal.Invalid("invalid_encoding", "The body is not valid UTF-8. Encode it as UTF-8."));
    }

    private static RefusalException TooLarge(int maxMegabytes) => new(Refusal.Invalid(
        "request_too_large", $"The body is larger than the {maxMegabytes} MiB that this gateway takes. Send less, for example smaller images.", status: 413));

    private static byte[] Grow(byte[] full, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
