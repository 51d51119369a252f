using Tollgate.Configuration;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.OpenAI;

/// <summary>Reads the responses of an OpenAI-compatible upstream; the client gets their bytes.</summary>
/// <param name="provider">Whose they are.</param>
/// <param name="hidesUsage">Usage was asked for on the gateway's behalf: its traces are taken out of a stream's chunks again.</param>
internal sealed class OpenAIAnswerReader(ProviderOptions provider, bool hidesUsage) : IAnswerReader
{
    public async Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        await RelayedAnswer.ReadAsync(response, provider.Name, cancellation).ConfigureAwait(false);

    public async Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline) =>
        await RelayedStream.OpenAsync(response, provider, deadline, hidesUsage).ConfigureAwait(false);

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response) =>
        ErrorCodes.Normalize(UpstreamErrorReader.ReadBody(body), (int)response.StatusCode);
}
