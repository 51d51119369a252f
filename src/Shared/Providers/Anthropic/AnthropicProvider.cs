using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Answer;
using Tollgate.Providers.Chat.Request;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Anthropic;

/// <summary>Claude over Anthropic's Messages API.</summary>
internal sealed class AnthropicProvider(UpstreamExchange exchange) : IModelProvider
{
    public string Wire => "anthropic";

    public async Task<ProviderAnswer> AskAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (request, deployment) = (attempt.Request, attempt.Deployment);
        if (request.Operation != Operation.Chat)
        {
            throw UnsupportedParameters.Refuse("model", $"{deployment.UpstreamModel} does not make embeddings. Choose a model that does.");
        }

        using var body = RequestJson.Parse(request.Body);
        var plan = MessagesPlan.Of(ChatRequestReader.Read(body.RootElement, attempt), attempt);
        var reader = new AnthropicAnswerReader(ChatIdentity.Of(request, deployment), deployment.Provider, plan.Format == AnswerFormat.Tool);
        return await exchange
            .RunAsync(request, deployment, () => AnthropicMessage.Create(request, deployment, plan), reader, cancellation)
            .ConfigureAwait(false);
    }
}
