using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Analytics;

/// <summary>Names under which roll-ups are kept.</summary>
internal static class UsageName
{
    /// <summary>Where the tail goes once a roll-up has all the names it may have.</summary>
    public const string Other = "(other)";

    /// <summary>Requests without a user, model or provider.</summary>
    public const string None = "";

    private const int MaxUtf8Bytes = 128;
    private const int HashBytes = 8;
    private const int MaxUtf8BytesPerChar = 3;

    /// <summary>
    /// The name itself up to 128 UTF-8 bytes; a longer one is cut and ends in a hash of the whole, so that names which
    /// differ only in their tails stay apart.
    /// </summary>
    public static string Shorten(string name) =>
        name.Length <= MaxUtf8Bytes / MaxUtf8BytesPerChar || Encoding.UTF8.GetByteCount(name) <= MaxUtf8Bytes
            ? name
            : Cut(name);

    private static string Cut(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var length = MaxUtf8Bytes - 1 - (2 * HashBytes);
        while (IsContinuation(utf8[length]))
        {
            length--;
        }

        var hash = SHA256.HashData(utf8).AsSpan(0, HashBytes);
        return $"{Encoding.UTF8.GetString(utf8, 0, length)}~{Convert.ToHexStringLower(hash)}";
    }

    private static bool IsContinuation(byte value) => (value & 0b1100_0000) == 0b1000_0000;
}
