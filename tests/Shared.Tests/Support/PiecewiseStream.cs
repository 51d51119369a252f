using System.Threading.Channels;

namespace Tollgate.Tests.Support;

/// <summary>A stream that gives its reader exactly the pieces it was fed, and waits where there is none.</summary>
internal sealed class PiecewiseStream : Stream
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();
    private ReadOnlyMemory<byte> _current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public PiecewiseStream Feed(params byte[][] pieces)
    {
        foreach (var piece in pieces)
        {
            Assert.True(_pieces.Writer.TryWrite(piece));
        }

        return this;
    }

    /// <summary>No more pieces: the end, or a failure instead of it.</summary>
    public PiecewiseStream End(Exception? failure = null)
    {
        _pieces.Writer.Complete(failure);
        return this;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_current.IsEmpty)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken))
            {
                return 0;
            }

            _current = _pieces.Reader.TryRead(out var piece) ? piece : default;
        }

        var length = Math.Min(buffer.Length, _current.Length);
        _current[..length].CopyTo(buffer);
        _current = _current[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
