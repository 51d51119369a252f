using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Ids of tool calls that other providers made, in the form that Bedrock takes: up to 64 letters, digits, <c>_ - . :</c>.</summary>
internal static class ToolIds
{
    private const int LongestId = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    /// <summary>The id itself where it will do; else one that is made of it, always the same.</summary>
    public static string Of(string id) =>
        id.Length <= LongestId && !id.AsSpan().ContainsAnyExcept(Allowed)
            ? id
            : $"call_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16))}";
}
