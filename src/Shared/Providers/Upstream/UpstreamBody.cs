using System.IO.Compression;

namespace Tollgate.Providers.Upstream;

/// <summary>Opens a response's body, undoing a compression that the upstream applied although it was asked not to.</summary>
internal static class UpstreamBody
{
    public static async ValueTask<Stream> OpenAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return response.Content.Headers.ContentEncoding.LastOrDefault() switch
        {
            null or "" or "identity" => stream,
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            var other => throw new InvalidDataException($"unknown content encoding '{other}'"),
        };
    }
}
