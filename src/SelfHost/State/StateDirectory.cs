using System.Globalization;

namespace Tollgate.SelfHost.State;

/// <summary>
/// The files of a store: <c>snapshot</c>, which holds everything before a certain journal, and the journals from there on.
/// Held by one process at a time.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    private const string JournalPrefix = "journal-";
    private const string JournalSuffix = ".log";

    private readonly StateDirectoryLock _lock;
    private readonly Func<string, IJournalFile> _openFile;

    private StateDirectory(string path, StateDirectoryLock @lock, Func<string, IJournalFile> openFile)
    {
        Path = path;
        _lock = @lock;
        _openFile = openFile;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string SnapshotPath => System.IO.Path.Combine(Path, "snapshot");

    /// <summary>Where the next version of a file is written before it takes the file's place.</summary>
    public static string Temporary(string path) => path + ".tmp";

    /// <exception cref="StateDirectoryInUseException">Another process holds it.</exception>
    public static StateDirectory Open(string path, Func<string, IJournalFile> openFile)
    {
        path = System.IO.Path.GetFullPath(path);
        OwnerOnly.CreateDirectory(path);
        return new StateDirectory(path, StateDirectoryLock.Acquire(path), openFile);
    }

    public string JournalPath(long generation) =>
        System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{JournalPrefix}{generation:D8}{JournalSuffix}"));

    /// <summary>Generations of the journals that exist, ascending.</summary>
    public IReadOnlyList<long> FindJournals() =>
        [.. Directory.EnumerateFiles(Path, JournalPrefix + "*" + JournalSuffix).Select(ParseGeneration).OfType<long>().Order()];

    /// <summary>Opens a journal to append after its first <paramref name="length"/> bytes, cutting off what follows them.</summary>
    public Journal OpenJournal(long generation, long length)
    {
        var file = _openFile(JournalPath(generation));
        try
        {
            file.Truncate(length);
            file.Flush();
            DirectorySync.Flush(Path);
            return new Journal(file, generation, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the snapshot up to <paramref name="generation"/> has made superfluous.</summary>
    public void DeleteJournalsBefore(long generation)
    {
        foreach (var old in FindJournals().Where(journal => journal < generation))
        {
            File.Delete(JournalPath(old));
        }
    }

    /// <summary>Replaces the snapshot as a whole: whatever happens, the old one or the new one is there.</summary>
    public void ReplaceSnapshot(ReadOnlySpan<byte> content)
    {
        var temporary = Temporary(SnapshotPath);
        try
        {
            using (var file = _openFile(temporary))
            {
                file.Truncate(0);
                file.Write(content, 0);
                file.Flush();
            }

            File.Move(temporary, SnapshotPath, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        DirectorySync.Flush(Path);
    }

    /// <summary>In GB of 10^9 bytes; null when the system does not say.</summary>
    public double? FreeDiskSpace()
    {
        try
        {
            var volume = OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(Path)! : Path;
            return new DriveInfo(volume).AvailableFreeSpace / 1e9;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static long? ParseGeneration(string journalPath)
    {
        var number = System.IO.Path.GetFileName(journalPath.AsSpan())[JournalPrefix.Length..^JournalSuffix.Length];
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : null;
    }
}
