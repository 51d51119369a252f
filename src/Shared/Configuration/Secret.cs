namespace Tollgate.Configuration;

/// <summary>What may be a key in an HTTP header.</summary>
internal static class Secret
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be visible ASCII characters without spaces or line ends";

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('!', '~');
}
