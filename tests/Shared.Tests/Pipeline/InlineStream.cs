using System.Threading.Tasks.Sources;

namespace Tollgate.Tests.Pipeline;

/// <summary>
/// A stream that allocates nothing and hands each piece to its reader on the thread that feeds it: what a read then allocates is
/// the reader's own doing, and is counted on one thread.
/// </summary>
internal sealed class InlineStream : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _buffer;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Gives the waiting reader a piece, in as many reads as it wants.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var length = Math.Min(piece.Length, _buffer.Length);
            piece[..length].CopyTo(_buffer.Span);
            piece = piece[length..];
            _read.SetResult(length);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _buffer = buffer;
        _read.Reset();
        return new ValueTask<int>(this, _read.Version);
    }

    public int GetResult(short token) => _read.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _read.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, ValueTaskSourceOnCompletedFlags.None);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
