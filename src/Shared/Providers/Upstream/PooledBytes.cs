using System.Buffers;

namespace Tollgate.Providers.Upstream;

/// <summary>A whole response body in a pooled buffer.</summary>
internal sealed class PooledBytes : IDisposable
{
    private const int LargestAnswer = 128 * 1024 * 1024;
    private const int FirstBuffer = 16 * 1024;

    private readonly int _length;
    private byte[]? _rented;

    private PooledBytes(byte[] rented, int length) => (_rented, _length) = (rented, length);

    /// <summary>Valid until disposed of.</summary>
    public ReadOnlyMemory<byte> Memory => _rented.AsMemory(0, _length);

    /// <exception cref="UpstreamException">It is larger than any answer.</exception>
    public static async Task<PooledBytes> ReadAsync(HttpResponseMessage response, string provider, CancellationToken cancellation)
    {
        await using var stream = await UpstreamBody.OpenAsync(response, cancellation).ConfigureAwait(false);
        var told = response.Content.Headers.ContentLength;
        var buffer = ArrayPool<byte>.Shared.Rent(told is > 0 and < LargestAnswer ? (int)told + 1 : FirstBuffer);
        try
        {
            var length = 0;
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length > LargestAnswer)
                {
                    throw new UpstreamException(UpstreamRefusals.InvalidAnswer(provider, "an answer larger than 128 MiB"));
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }

            return new PooledBytes(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static byte[] Grow(byte[] full, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
