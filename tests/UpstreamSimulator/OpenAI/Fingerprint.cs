using System.Security.Cryptography;

namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>What ids and vectors derive from, so that the same input always gets the same ones.</summary>
internal static class Fingerprint
{
    /// <summary>24 lower-case hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12));
}
