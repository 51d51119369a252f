using Tollgate.Configuration;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;
using Tollgate.State;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Reads the responses of generateContent and streamGenerateContent.</summary>
internal sealed class GeminiAnswerReader(ProviderOptions provider, ChatIdentity identity, IIdSource ids) : IAnswerReader
{
    public Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        TranslatedAnswer.ReadAsync(response, identity, provider.Name, answer => GeminiAnswer.Read(answer, ids, provider.Name), cancellation);

    public async Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline) =>
        await TranslatedStream.OpenAsync(response, new GeminiStreamTranslator(ids, provider.Name), identity, provider, deadline).ConfigureAwait(false);

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response) => ErrorReader.ReadBody(body);
}
