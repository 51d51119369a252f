using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Tollgate.SelfHost.State;

/// <summary>
/// One line of a journal or a snapshot: <c>crc at json LF</c>. The checksum (CRC-32C of what follows it, eight hex digits)
/// tells a whole record from a torn one; a line, unlike a length prefix, lets a reader find the next record after a damaged
/// one, and lets an operator read the file.
/// </summary>
internal static class RecordFrame
{
    private const int ChecksumLength = 8;
    private const int InstantLength = 28;
    private const int HeaderLength = ChecksumLength + 1 + InstantLength + 1;

    /// <param name="destination">Where to.</param>
    /// <param name="at">When the record was made.</param>
    /// <param name="json">Without line breaks.</param>
    public static void Write(IBufferWriter<byte> destination, DateTimeOffset at, ReadOnlySpan<byte> json)
    {
        var length = HeaderLength + json.Length + 1;
        var line = destination.GetSpan(length)[..length];
        at.UtcDateTime.TryFormat(line[(ChecksumLength + 1)..], out _, "O", CultureInfo.InvariantCulture);
        line[ChecksumLength] = (byte)' ';
        line[HeaderLength - 1] = (byte)' ';
        json.CopyTo(line[HeaderLength..]);
        line[^1] = (byte)'\n';
        Checksum(line[(ChecksumLength + 1)..^1]).TryFormat(line, out _, "x8", CultureInfo.InvariantCulture);
        destination.Advance(length);
    }

    /// <param name="line">Without its LF.</param>
    /// <param name="record">The record, its JSON a part of <paramref name="line"/>.</param>
    public static bool TryRead(ReadOnlyMemory<byte> line, out Record record)
    {
        record = default;
        var bytes = line.Span;
        if (bytes.Length <= HeaderLength
            || bytes[ChecksumLength] != ' '
            || !Utf8Parser.TryParse(bytes[..ChecksumLength], out uint checksum, out var digits, 'x')
            || digits != ChecksumLength
            || checksum != Checksum(bytes[(ChecksumLength + 1)..])
            || !Utf8Parser.TryParse(bytes.Slice(ChecksumLength + 1, InstantLength), out DateTimeOffset at, out _, 'O'))
        {
            return false;
        }

        record = new Record(at, line[HeaderLength..]);
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var checksum = uint.MaxValue;
        foreach (var word in words)
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            checksum = BitOperations.Crc32C(checksum, rest);
        }

        return ~checksum;
    }
}
