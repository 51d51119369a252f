using Tollgate.Pipeline;

namespace Tollgate.Providers.Completions;

/// <summary>Serves the legacy prompt form from a model that only chats: the prompt becomes a user's message, and the reply its text.</summary>
internal sealed class CompletionsOverChat(IModelProvider chat) : IModelProvider
{
    public string Wire => chat.Wire;

    /// <exception cref="RefusalException">The request wants something that only a true completion model does.</exception>
    public async Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (body, facts) = PromptToChat.Translate(attempt.Request);
        using (body)
        {
            var answer = await chat.AskAsync(attempt.As(Operation.Chat, body, facts), cancellation).ConfigureAwait(false);
            return answer is StreamedAnswer stream
                ? new CompletionStream(stream, attempt.Deployment.Provider.Name)
                : await TranslateAsync((WholeAnswer)answer, attempt.Deployment.Provider.Name).ConfigureAwait(false);
        }
    }

    private static async Task<WholeAnswer> TranslateAsync(WholeAnswer answer, string provider)
    {
        await using (answer.ConfigureAwait(false))
        {
            return new WholeAnswer(ChatToCompletion.Translate(answer.Body, provider), answer.Usage)
            {
                ContentBytes = answer.ContentBytes,
                UpstreamRequestId = answer.UpstreamRequestId,
            };
        }
    }
}
