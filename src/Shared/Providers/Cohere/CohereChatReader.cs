using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Cohere;

/// <summary>Reads what Cohere answers to a chat.</summary>
internal sealed class CohereChatReader(GatewayRequest request, Deployment deployment) : IAnswerReader
{
    private readonly string _provider = deployment.Provider.Name;

    public Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) => TranslatedAnswer.ReadAsync(
        response, ChatIdentity.Of(request, deployment), _provider, root => CohereAnswer.Read(root, _provider), cancellation);

    public async Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline) => await TranslatedStream
        .OpenAsync(response, new CohereStreamTranslator(_provider), ChatIdentity.Of(request, deployment), deployment.Provider, deadline)
        .ConfigureAwait(false);

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response) => CohereErrors.Read(body, (int)response.StatusCode);
}
