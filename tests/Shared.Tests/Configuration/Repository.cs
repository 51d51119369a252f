namespace Tollgate.Tests.Configuration;

/// <summary>Finds the files that the repository ships.</summary>
internal static class Repository
{
    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root(), relativePath));

    /// <summary>Texts of all C# files below a folder.</summary>
    public static IEnumerable<string> Sources(string relativePath) =>
        Directory.EnumerateFiles(Path.Combine(Root(), relativePath), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository");
    }
}
