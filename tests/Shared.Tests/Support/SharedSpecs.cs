namespace Tollgate.Tests.Support;

/// <summary>
/// Finds the vendors' own descriptions, which are kept beside the repository (<c>../shared/specs</c>) and never in it.
/// </summary>
internal static class SharedSpecs
{
    /// <summary>The path of a file there, or null where this machine does not have it.</summary>
    public static string? PathOf(string fileName)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "specs", fileName);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
