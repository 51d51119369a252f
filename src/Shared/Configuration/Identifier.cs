using System.Buffers;

namespace Tollgate.Configuration;

/// <summary>What may name a tenant, a key or a provider: safe in paths, headers, metric labels and file names.</summary>
internal static class Identifier
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be 1 to 64 characters of a-z A-Z 0-9 . _ -";

    private const int Longest = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length is > 0 and <= Longest && !text.ContainsAnyExcept(Allowed);
}
