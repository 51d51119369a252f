using System.Buffers;

namespace Tollgate.Pipeline;

/// <summary>
/// A request body in a pooled buffer. An upstream request that was given up may still be reading it, so readers borrow it;
/// the buffer goes back to the pool only if nobody can touch it any more, and is left to the collector otherwise.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int Disposed = int.MinValue;

    private readonly byte[] _buffer;
    private readonly int _start;
    private readonly int _length;
    private int _borrowers;

    /// <param name="rented">From the shared array pool; the body owns it from here on.</param>
    /// <param name="start">First byte of the body.</param>
    /// <param name="length">In bytes.</param>
    public RequestBody(byte[] rented, int start, int length)
    {
        _buffer = rented;
        _start = start;
        _length = length;
    }

    /// <summary>A body of these bytes, which are copied.</summary>
    public static RequestBody Copy(ReadOnlySpan<byte> bytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(rented);
        return new RequestBody(rented, 0, bytes.Length);
    }

    public int Length => _length;

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(_start, _length);

    /// <summary>Keeps the buffer alive until <see cref="Return"/>; false when the request is already over.</summary>
    public bool TryBorrow()
    {
        if (Interlocked.Increment(ref _borrowers) > 0)
        {
            return true;
        }

        Interlocked.Decrement(ref _borrowers);
        return false;
    }

    public void Return() => Interlocked.Decrement(ref _borrowers);

    public void Dispose()
    {
        var borrowers = Interlocked.CompareExchange(ref _borrowers, Disposed, 0);
        if (borrowers == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        else if (borrowers > 0)
        {
            Interlocked.Add(ref _borrowers, Disposed);
        }
    }
}
