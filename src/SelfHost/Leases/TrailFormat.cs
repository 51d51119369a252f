using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Tollgate.SelfHost.Leases;

/// <summary>
/// The trail's file: a header, then slots of equal size. A slot has a flag, two totals that are each written in one piece, and the text
/// that says what they are of.
/// </summary>
internal static class TrailFormat
{
    public const int SlotSize = 512;
    public const int Slots = 8_192;
    public const int Size = (Slots + 1) * SlotSize;

    /// <summary>In the header: not every slice found room.</summary>
    public const int OverflowAt = 128;

    public const int UsedAt = 0;
    public const int SettledAt = 8;
    public const int HeldAt = 16;
    public const int LengthAt = 24;
    public const int TextAt = 32;
    public const int LongestText = SlotSize - TextAt;

    private const string Name = "tollgate leases 1 ";

    /// <summary>An empty trail of a process that runs in this boot of the machine.</summary>
    public static byte[] Create(string boot)
    {
        var file = new byte[Size];
        Encoding.ASCII.GetBytes(Name + boot, file);
        return file;
    }

    public static long OffsetOf(int slot) => (slot + 1L) * SlotSize;

    /// <summary>
    /// What the file's writer had spent. Null where that cannot be told: the machine was started anew and may have lost the latest
    /// notes, or not all of them found room.
    /// </summary>
    public static IReadOnlyList<NotedSpending>? Read(ReadOnlySpan<byte> file, string boot)
    {
        if (file.Length != Size || !file.StartsWith(Encoding.ASCII.GetBytes(Name + boot)) || file[OverflowAt] != 0)
        {
            return null;
        }

        var noted = new List<NotedSpending>();
        for (var slot = 0; slot < Slots; slot++)
        {
            var bytes = file.Slice((int)OffsetOf(slot), SlotSize);
            if (bytes[UsedAt] == 0)
            {
                continue;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthAt..]);
            var slice = JsonSerializer.Deserialize<NotedSlice>(bytes.Slice(TextAt, Math.Clamp(length, 0, LongestText)))!;
            var settled = BinaryPrimitives.ReadInt64LittleEndian(bytes[SettledAt..]);
            var held = BinaryPrimitives.ReadInt64LittleEndian(bytes[HeldAt..]);
            noted.Add(new NotedSpending(slice, Math.Max(0, settled) + Math.Max(0, held)));
        }

        return noted;
    }
}
