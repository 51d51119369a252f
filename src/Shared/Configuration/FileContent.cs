namespace Tollgate.Configuration;

/// <summary>What was found at a file's path: its text, or why there is none, or (both null) no file.</summary>
internal readonly record struct FileContent(string? Text, string? Problem)
{
    public static FileContent Missing => default;

    public bool IsMissing => Text is null && Problem is null;
}
