namespace Tollgate.SelfHost.State;

/// <summary>
/// The journal being written. One caller at a time appends; <see cref="Flush"/> may run beside it. After a failed append
/// the file may end in a part of it, so the next one first cuts the file back to its last good length.
/// </summary>
internal sealed class Journal(IJournalFile file, long generation, long length) : IDisposable
{
    private static readonly byte[] ProbeBytes = CreateProbe();

    private readonly Lock _flushing = new();
    private bool _tailIsDirty;
    private bool _isDisposed;

    /// <summary>Journals are numbered in the order in which they continue each other, from 1.</summary>
    public long Generation => generation;

    /// <summary>Bytes of good records.</summary>
    public long Length { get; private set; } = length;

    /// <summary>All of <paramref name="records"/> or, by exception, none.</summary>
    public void Append(ReadOnlySpan<byte> records, Durability durability)
    {
        CleanTail();
        _tailIsDirty = true;
        file.Write(records, Length);
        if (durability is Durability.Power)
        {
            file.Flush();
        }

        _tailIsDirty = false;
        Length += records.Length;
    }

    /// <summary>Returns when everything appended is on the disk; at once when the journal has been closed.</summary>
    public void Flush()
    {
        lock (_flushing)
        {
            if (!_isDisposed)
            {
                file.Flush();
            }
        }
    }

    /// <summary>Makes it end in its last good record, on the disk: the next journal may begin.</summary>
    public void Seal()
    {
        CleanTail();
        Flush();
    }

    /// <summary>Throws unless writing works: writes blanks to the disk and takes them back.</summary>
    public void Probe()
    {
        CleanTail();
        _tailIsDirty = true;
        file.Write(ProbeBytes, Length);
        file.Flush();
        CleanTail();
    }

    public void Dispose()
    {
        lock (_flushing)
        {
            _isDisposed = true;
            file.Dispose();
        }
    }

    private void CleanTail()
    {
        if (_tailIsDirty)
        {
            file.Truncate(Length);
            _tailIsDirty = false;
        }
    }

    /// <summary>More than the slack of a last block, which a full disk would still take.</summary>
    private static byte[] CreateProbe()
    {
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        return blanks;
    }
}
