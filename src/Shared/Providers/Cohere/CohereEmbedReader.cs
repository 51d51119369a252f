using Tollgate.Models;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>Reads the embeddings that Cohere answers with.</summary>
/// <param name="deployment">Whose they are.</param>
/// <param name="asBase64">The client wants each vector as base64.</param>
internal sealed class CohereEmbedReader(Deployment deployment, bool asBase64) : IAnswerReader
{
    public async Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var provider = deployment.Provider.Name;
        using var bytes = await PooledBytes.ReadAsync(response, provider, cancellation).ConfigureAwait(false);
        try
        {
            return CohereEmbeddings.Read(bytes.Memory, deployment, asBase64, UpstreamRequestIds.Read(response));
        }
        catch (Exception failure) when (WireFault.Is(failure))
        {
            throw WireFault.Told(failure, provider);
        }
    }

    public Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline) =>
        throw new NotSupportedException("Embeddings are never streamed.");

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response) => CohereErrors.Read(body, (int)response.StatusCode);
}
