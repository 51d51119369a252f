using System.Text.Json;
using Tollgate.Configuration;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Anthropic;

/// <summary>Reads the responses of the Messages API.</summary>
/// <param name="identity">Of the completion that they become.</param>
/// <param name="provider">Whose they are.</param>
/// <param name="hasAnswerTool">The answer was asked for by <see cref="AnswerTool"/>.</param>
internal sealed class AnthropicAnswerReader(ChatIdentity identity, ProviderOptions provider, bool hasAnswerTool) : IAnswerReader
{
    public Task<WholeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        TranslatedAnswer.ReadAsync(response, identity, provider.Name, root => MessageTranslator.Translate(root, hasAnswerTool, provider.Name), cancellation);

    public async Task<StreamedAnswer> OpenAsync(HttpResponseMessage response, Deadline deadline) =>
        await TranslatedStream
            .OpenAsync(response, new MessageStreamTranslator(hasAnswerTool, provider.Name), identity, provider, deadline)
            .ConfigureAwait(false);

    public UpstreamError ReadError(ReadOnlySpan<byte> body, HttpResponseMessage response) =>
        AnthropicErrors.Read(JsonElement.Parse(body), (int)response.StatusCode);
}
