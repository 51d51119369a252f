using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Completions;

/// <summary>Serves the legacy prompt form from a model that only chats: the prompt becomes a user's message, and the reply its text.</summary>
internal sealed class CompletionsOverChat(IModelProvider chat) : IModelProvider
{
    public string Wire => chat.Wire;


    /// <exception cref="RefusalException">The request wants something that only a true completion model does.</exception>
    public async Task<ProviderAnswer> AskAsync(GatewayRequest request, Deployment deployment, CancellationToken cancellation)
    {
        var (body, facts) = PromptToChat.Translate(request);
        using (body)
        {
            var answer = await chat.AskAsync(request.As(Operation.Chat, body, facts), deployment, cancellation).ConfigureAwait(false);
            return answer is StreamedAnswer stream
                ? new CompletionStream(stream, deployment.Provider.Name)
                : await TranslateAsync((WholeAnswer)answer, deployment.Provider.Name).ConfigureAwait(false);
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
