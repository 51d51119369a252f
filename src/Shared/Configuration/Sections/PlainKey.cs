using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Configuration.Sections;

/// <summary>An API key of the gateway as its holder has it, on its way to being only a hash.</summary>
internal static class PlainKey
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be 16 to 512 visible ASCII characters without spaces or line ends";

    public static bool IsValid(string key) => key.Length is >= 16 and <= 512 && Secret.IsValid(key);

    public static ImmutableArray<byte> Hash(string key) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))];
}
