using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>What stands at the head of every chat completion and every chunk of one.</summary>
/// <param name="Id">As in <c>chatcmpl-…</c>.</param>
/// <param name="Model">The model that answers, by its provider's name.</param>
/// <param name="Created">Unix seconds.</param>
internal sealed record ChatIdentity(string Id, string Model, long Created)
{
    public static ChatIdentity Of(GatewayRequest request, Deployment deployment) =>
        new($"chatcmpl-{request.Id}", deployment.UpstreamModel, request.StartedAt.ToUnixTimeSeconds());
}
