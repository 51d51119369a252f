using Tollgate.Pricing;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>A whole answer as the upstream wrote it, in a pooled buffer.</summary>
internal sealed class RelayedAnswer : WholeAnswer
{
    private readonly PooledBytes _bytes;

    private RelayedAnswer(PooledBytes bytes, TokenUsage? usage)
        : base(bytes.Memory, usage) => _bytes = bytes;

    /// <exception cref="UpstreamException">It is an error, or no answer at all.</exception>
    public static async Task<RelayedAnswer> ReadAsync(HttpResponseMessage response, string provider, CancellationToken cancellation)
    {
        var bytes = await PooledBytes.ReadAsync(response, provider, cancellation).ConfigureAwait(false);
        try
        {
            var facts = AnswerReader.Read(bytes.Memory.Span);
            return facts.HasError
                ? throw UpstreamErrors.InBand(facts.Error, provider)
                : new RelayedAnswer(bytes, facts.Usage)
                {
                    ContentBytes = facts.ContentBytes,
                    UpstreamRequestId = UpstreamRequestIds.Read(response),
                };
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public override ValueTask DisposeAsync()
    {
        _bytes.Dispose();
        return base.DisposeAsync();
    }
}
