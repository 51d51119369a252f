namespace Tollgate.SelfHost.State;

/// <summary>
/// The files of a state directory are damaged or incomplete in a way that no crash explains. Nothing was changed; the
/// message says what the operator can do.
/// </summary>
internal sealed class StateCorruptedException(string message, Exception? inner = null) : IOException(message, inner)
{
    private const string Restore = "Nothing was changed. Restore the whole state directory from a backup";

    public static StateCorruptedException DamagedJournal(RecordFile file) =>
        new($"The journal '{file.Path}' is damaged in line {file.Records.Count + 1} (byte {file.ValidLength}), and what follows shows "
            + $"that no crash cut it off there. {Restore}; or delete that one line (sed -i {file.Records.Count + 1}d '{file.Path}') "
            + "to go on without the operation it held.");

    public static StateCorruptedException DamagedSnapshot(string path, Exception? inner = null) =>
        new($"The snapshot '{path}' is damaged. {Restore}.", inner);

    public static StateCorruptedException MissingJournal(string path) =>
        new($"The journal '{path}' is missing though others refer to it. {Restore}.");

    public static StateCorruptedException NewerFormat(string path, int format) =>
        new($"The snapshot '{path}' has format {format}, written by a newer version. {Restore}, or start that newer version.");

    public static StateCorruptedException Unreadable(string path, int line, Exception inner) =>
        new($"Line {line} of '{path}' is intact but this version cannot read it ({inner.Message}). "
            + $"{Restore}, or start the version that wrote it.", inner);
}
