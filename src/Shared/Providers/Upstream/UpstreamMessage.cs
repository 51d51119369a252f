using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Upstream;

/// <summary>Makes the HTTP request of a translated call: a JSON body of our own, and the headers that every upstream gets.</summary>
internal static class UpstreamMessage
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly ProductInfoHeaderValue UserAgent =
        new("Tollgate", typeof(UpstreamMessage).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>Characters stay as they are: a provider counts what it reads, not what it would look like in HTML.</summary>
    private static readonly JsonWriterOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="request">Whose call it is.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="write">Writes the body's one value.</param>
    public static HttpRequestMessage Create(GatewayRequest request, Uri address, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(request.Body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            write(json);
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentType = Json;
        return Create(request, address, content);
    }

    /// <inheritdoc cref="Create(GatewayRequest, Uri, Action{Utf8JsonWriter})"/>
    public static HttpRequestMessage Create(GatewayRequest request, Uri address, HttpContent content)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = content,
        };
        message.Headers.UserAgent.Add(UserAgent);

        // A compressed event stream would arrive in lumps.
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        message.Headers.TryAddWithoutValidation("X-Client-Request-Id", request.Id);
        return message;
    }
}
