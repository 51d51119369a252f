using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Tollgate.Tests.Providers.Bedrock;

/// <summary>Frames of an event stream, with checksums by gzip, which uses the same.</summary>
internal static class Frames
{
    public static byte[] Event(string name, string json) => Write([(":event-type", name), (":content-type", "application/json"), (":message-type", "event")], json);

    public static byte[] Exception(string kind, string json) => Write([(":exception-type", kind), (":message-type", "exception")], json);

    private static byte[] Write((string Name, string Value)[] headers, string json)
    {
        byte[] head = [.. headers.SelectMany(header => (byte[])[(byte)header.Name.Length, .. Utf8(header.Name), 7, 0, (byte)header.Value.Length, .. Utf8(header.Value)])];
        var payload = Utf8(json);
        byte[] lengths = [.. BigEndian(12 + head.Length + payload.Length + 4), .. BigEndian(head.Length)];
        byte[] frame = [.. lengths, .. Checksum(lengths), .. head, .. payload];
        return [.. frame, .. Checksum(frame)];
    }

    private static byte[] Checksum(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return [.. zipped.ToArray()[^8..^4].Reverse()];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
