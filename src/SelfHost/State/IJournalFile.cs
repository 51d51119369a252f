namespace Tollgate.SelfHost.State;

/// <summary>A file being written. Every member may throw <see cref="IOException"/>, and a failed write may have written a part.</summary>
internal interface IJournalFile : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file off at <paramref name="length"/> bytes.</summary>
    void Truncate(long length);

    /// <summary>Returns when everything written is on the disk. Other threads may write meanwhile.</summary>
    void Flush();
}
