using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints;

/// <summary>The one place that turns a refusal into OpenAI's error envelope.</summary>
internal static class ErrorEnvelope
{
    // The envelope is JSON for programs, never HTML: quotes and non-ASCII letters may stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"error":{"message","type","param","code"}}</c> in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Serialize(Refusal refusal)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", refusal.Message);
            json.WriteString("type", refusal.Type);
            json.WriteString("param", refusal.Param);
            json.WriteString("code", refusal.Code);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Sends the refusal as the whole response, which must not have started.</summary>
    public static async Task WriteAsync(HttpResponse response, Refusal refusal, CancellationToken cancellation)
    {
        var body = Serialize(refusal);
        response.StatusCode = refusal.Status;
        response.ContentType = JsonResponse.ContentType;
        response.ContentLength = body.Length;
        if (refusal.RetryAfter is { } wait)
        {
            // Whole seconds by the standard, rounded up: coming back early would be refused again.
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers["retry-after-ms"] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.ShouldRetry is { } shouldRetry)
        {
            response.Headers["x-should-retry"] = shouldRetry ? "true" : "false";
        }

        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        await response.Body.WriteAsync(body, cancellation).ConfigureAwait(false);
    }
}
