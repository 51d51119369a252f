using System.Buffers.Binary;
using System.Text;

namespace Tollgate.UpstreamSimulator.Bedrock;

/// <summary>Writes a stream's events as frames of <c>application/vnd.amazon.eventstream</c>.</summary>
internal static class EventStreamFrame
{
    private const byte StringType = 7;

    public static byte[] Write(StreamEvent streamEvent)
    {
        var isError = streamEvent.Kind is StreamEventKind.Error;
        (string Name, string Value)[] headers =
        [
            isError ? (":exception-type", "internalServerException") : (":event-type", streamEvent.Name!),
            (":content-type", "application/json"),
            (":message-type", isError ? "exception" : "event"),
        ];
        return Write(headers, Encoding.UTF8.GetBytes(streamEvent.Data));
    }

    public static byte[] Write(IEnumerable<(string Name, string Value)> headers, byte[] payload)
    {
        using var head = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            head.WriteByte((byte)name.Length);
            head.Write(Encoding.UTF8.GetBytes(name));
            head.WriteByte(StringType);
            var text = Encoding.UTF8.GetBytes(value);
            head.Write([(byte)(text.Length >> 8), (byte)text.Length]);
            head.Write(text);
        }

        var frame = new byte[12 + (int)head.Length + payload.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), (int)head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Checksum(frame.AsSpan(0, 8)));
        head.ToArray().CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + (int)head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Checksum(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    // CRC-32, bit by bit: slow, and with nothing in common with a reader under test.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return crc ^ 0xFFFFFFFF;
    }
}
