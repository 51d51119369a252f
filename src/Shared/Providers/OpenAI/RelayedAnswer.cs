using System.Buffers;
using Tollgate.Pricing;

namespace Tollgate.Providers.OpenAI;

/// <summary>A whole answer as the upstream wrote it, in a pooled buffer.</summary>
internal sealed class RelayedAnswer : WholeAnswer
{
    private const int LargestAnswer = 128 * 1024 * 1024;
    private const int FirstBuffer = 16 * 1024;

    private byte[]? _rented;

    private RelayedAnswer(byte[] rented, int length, TokenUsage? usage)
        : base(rented.AsMemory(0, length), usage) => _rented = rented;

    /// <exception cref="UpstreamException">It is an error, or no answer at all.</exception>
    public static async Task<RelayedAnswer> ReadAsync(HttpResponseMessage response, string provider, CancellationToken cancellation)
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

            var facts = AnswerReader.Read(buffer.AsSpan(0, length));
            if (facts.HasError)
            {
                throw OpenAIErrors.InBand(facts.Error, provider);
            }

            return new RelayedAnswer(buffer, length, facts.Usage)
            {
                ContentBytes = facts.ContentBytes,
                UpstreamRequestId = UpstreamRequestIds.Read(response),
            };
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return base.DisposeAsync();
    }

    private static byte[] Grow(byte[] full, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
