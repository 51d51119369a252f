using System.IO.Compression;

namespace Tollgate.UpstreamSimulator;

/// <content>Answers that were generated, hence billed, and arrive damaged or dressed up.</content>
public sealed partial class Fault
{
    /// <summary>200 with bytes that are neither JSON nor UTF-8.</summary>
    public static Fault Garbage { get; } = new("garbage", reply =>
        reply.WithBody([0xFF, 0xFE, 0x00, .. "not what you asked for"u8, 0xC3, 0x28], "application/json"));

    /// <summary>200 without a byte of body.</summary>
    public static Fault EmptyBody { get; } = new("empty", reply => reply.WithBody([], reply.ContentType));

    /// <summary>The right body, declared as plain text.</summary>
    public static Fault WrongContentType { get; } = new("wrong-content-type", reply => reply with { ContentType = "text/plain" });

    /// <summary>The first half of the JSON, with a length that says it is all.</summary>
    public static Fault TruncatedJson { get; } = new("truncated-json", reply =>
        reply.WithBody(WholeBody(reply)[..(WholeBody(reply).Length / 2)], reply.ContentType));

    /// <summary>Compressed though nobody asked, and declared as such.</summary>
    public static Fault Gzip { get; } = new("gzip", reply =>
        reply.WithBody(Compress(WholeBody(reply)), reply.ContentType) with { Headers = reply.Headers.SetItem("Content-Encoding", "gzip") });

    private static byte[] WholeBody(Reply reply) =>
        reply.Events is null ? reply.Body : [.. reply.Events.SelectMany(reply.Write)];

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body);
        return compressed.ToArray();
    }
}
