namespace Tollgate.SelfHost.State;

internal sealed class JournalFile(string path) : IJournalFile
{
    private readonly FileStream _stream = OwnerOnly.OpenFile(path, FileMode.OpenOrCreate, FileShare.Read);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_stream.SafeFileHandle, bytes, offset);

    public void Truncate(long length) => RandomAccess.SetLength(_stream.SafeFileHandle, length);

    public void Flush() => RandomAccess.FlushToDisk(_stream.SafeFileHandle);

    public void Dispose() => _stream.Dispose();
}
