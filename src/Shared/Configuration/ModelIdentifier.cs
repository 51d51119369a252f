namespace Tollgate.Configuration;

/// <summary>What may be a model's name, public or upstream.</summary>
internal static class ModelIdentifier
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be 1 to 256 visible ASCII characters without spaces";

    private const int Longest = 256;

    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= Longest && !name.ContainsAnyExceptInRange('!', '~');
}
