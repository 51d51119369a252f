namespace Tollgate.Tests.Support;

internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tollgate-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What a crash at this moment would leave: the files as they are, held by nobody.</summary>
    public TemporaryDirectory Copy()
    {
        // A snapshot may be written meanwhile: only files that were the same before and after are of one moment.
        while (true)
        {
            var copy = new TemporaryDirectory();
            var before = List();
            if (TryCopyTo(copy) && List().SequenceEqual(before))
            {
                return copy;
            }

            copy.Dispose();
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private bool TryCopyTo(TemporaryDirectory copy)
    {
        try
        {
            foreach (var (name, _, _) in List())
            {
                System.IO.File.Copy(File(name), copy.File(name));
            }

            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private List<(string Name, long Length, DateTime Written)> List() =>
    [
        .. new DirectoryInfo(Path).EnumerateFiles()
            .Where(file => !file.Name.StartsWith("lock", StringComparison.Ordinal))
            .Select(file => (file.Name, file.Exists ? file.Length : 0, file.LastWriteTimeUtc))
            .Order(),
    ];
}
