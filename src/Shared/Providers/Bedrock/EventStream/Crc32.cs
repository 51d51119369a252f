namespace Tollgate.Providers.Bedrock.EventStream;

/// <summary>The checksum of event stream frames: CRC-32 as in Ethernet and gzip.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => Row((uint)index))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Row(uint index)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            index = (index & 1) == 0 ? index >> 1 : 0xEDB88320 ^ (index >> 1);
        }

        return index;
    }
}
