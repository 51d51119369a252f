namespace Tollgate.SelfHost.State;

/// <summary>The records of a journal or a snapshot up to the first damaged one.</summary>
internal sealed class RecordFile
{
    private RecordFile(string path, IReadOnlyList<Record> records, long validLength, long length, bool isTorn)
    {
        Path = path;
        Records = records;
        ValidLength = validLength;
        Length = length;
        IsTorn = isTorn;
    }

    public string Path { get; }

    public IReadOnlyList<Record> Records { get; }

    /// <summary>Bytes up to the first damage.</summary>
    public long ValidLength { get; }

    public long Length { get; }

    public bool IsIntact => ValidLength == Length;

    /// <summary>Damaged, with nothing intact after the damage: what a crash in the middle of a write leaves.</summary>
    public bool IsTorn { get; }

    public static RecordFile Read(string path)
    {
        ReadOnlyMemory<byte> content = File.ReadAllBytes(path);
        var records = new List<Record>();
        var valid = 0;
        while (TryReadLine(content[valid..], out var line) && RecordFrame.TryRead(line, out var record))
        {
            records.Add(record);
            valid += line.Length + 1;
        }

        var isTorn = valid < content.Length && !HoldsRecord(content[valid..]);
        return new RecordFile(path, records, valid, content.Length, isTorn);
    }

    private static bool HoldsRecord(ReadOnlyMemory<byte> content)
    {
        while (TryReadLine(content, out var line))
        {
            if (RecordFrame.TryRead(line, out _))
            {
                return true;
            }

            content = content[(line.Length + 1)..];
        }

        return false;
    }

    /// <summary>A line that lacks its LF was not written whole, even if all that it lacks is the LF.</summary>
    private static bool TryReadLine(ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> line)
    {
        var end = content.Span.IndexOf((byte)'\n');
        line = end < 0 ? default : content[..end];
        return end >= 0;
    }
}
