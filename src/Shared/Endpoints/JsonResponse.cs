using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Endpoints;

/// <summary>Writes a JSON document as a whole response.</summary>
internal static class JsonResponse
{
    public const string ContentType = "application/json";

    public static Task WriteAsync(Exchange exchange, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return WriteAsync(exchange, buffer.WrittenMemory, status);
    }

    public static async Task WriteAsync(Exchange exchange, ReadOnlyMemory<byte> body, int status = StatusCodes.Status200OK)
    {
        var response = exchange.Http.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        ResponseHead.Apply(exchange);
        await response.Body.WriteAsync(body, exchange.Cancellation).ConfigureAwait(false);
    }
}
