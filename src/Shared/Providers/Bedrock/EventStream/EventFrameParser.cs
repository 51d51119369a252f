using System.Buffers.Binary;
using System.Text;

namespace Tollgate.Providers.Bedrock.EventStream;

/// <summary>
/// Takes a frame apart: total length, length of the headers, checksum of these two, the headers, the payload, and a checksum of
/// everything before it; all numbers big-endian.
/// </summary>
internal static class EventFrameParser
{
    /// <summary>Both lengths and their checksum.</summary>
    public const int PreludeLength = 12;

    private const int ChecksumLength = 4;
    private const byte StringType = 7;

    /// <summary>AWS's own limit: 24 MiB of payload and 128 KiB of headers.</summary>
    private const int LargestFrame = (24 * 1024 * 1024) + (128 * 1024) + PreludeLength + ChecksumLength;

    /// <summary>The length of the frame that begins with this prelude.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static int LengthOf(ReadOnlySpan<byte> prelude)
    {
        var total = BinaryPrimitives.ReadUInt32BigEndian(prelude);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(prelude[4..]);
        var checksum = BinaryPrimitives.ReadUInt32BigEndian(prelude[8..]);
        if (Crc32.Of(prelude[..8]) != checksum)
        {
            throw new InvalidDataException("the checksum of a frame's prelude is wrong");
        }

        return total is >= PreludeLength + ChecksumLength and <= LargestFrame && headers <= total - PreludeLength - ChecksumLength
            ? (int)total
            : throw new InvalidDataException("a frame has an impossible length");
    }

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static EventFrame Parse(ReadOnlyMemory<byte> frame)
    {
        var bytes = frame.Span;
        if (Crc32.Of(bytes[..^ChecksumLength]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[^ChecksumLength..]))
        {
            throw new InvalidDataException("the checksum of a frame is wrong");
        }

        var headersLength = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var headers = bytes.Slice(PreludeLength, headersLength);
        string? type = null, name = null, message = null;
        while (!headers.IsEmpty)
        {
            var header = ReadName(ref headers);
            var value = ReadValue(ref headers);
            switch (header)
            {
                case ":message-type":
                    type = value;
                    break;
                case ":event-type" or ":exception-type" or ":error-code":
                    name = value;
                    break;
                case ":error-message":
                    message = value;
                    break;
            }
        }

        var payload = frame[(PreludeLength + headersLength)..^ChecksumLength];
        return new EventFrame(type ?? "event", name ?? "", message, payload);
    }

    private static string ReadName(ref ReadOnlySpan<byte> headers)
    {
        var length = Take(ref headers, 1)[0];
        return Encoding.UTF8.GetString(Take(ref headers, length));
    }

    /// <summary>The text of a string; null for the other types, of which only the length matters here.</summary>
    private static string? ReadValue(ref ReadOnlySpan<byte> headers)
    {
        var type = Take(ref headers, 1)[0];
        var length = type switch
        {
            0 or 1 => 0,
            2 => 1,
            3 => 2,
            4 => 4,
            5 or 8 => 8,
            6 or StringType => BinaryPrimitives.ReadUInt16BigEndian(Take(ref headers, 2)),
            9 => 16,
            _ => throw new InvalidDataException("a frame has a header of an unknown type"),
        };
        var value = Take(ref headers, length);
        return type == StringType ? Encoding.UTF8.GetString(value) : null;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> headers, int length)
    {
        if (length > headers.Length)
        {
            throw new InvalidDataException("a frame's headers are cut short");
        }

        var taken = headers[..length];
        headers = headers[length..];
        return taken;
    }
}
