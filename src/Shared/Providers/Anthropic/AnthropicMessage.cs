using Tollgate.Models;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Providers.Anthropic;

/// <summary>Makes the HTTP request: <c>POST {base}/v1/messages</c> with the API's version and the key in its own header.</summary>
internal static class AnthropicMessage
{
    /// <summary>The version that still has sampling parameters, which the models before 4.7 take; every model answers to it.</summary>
    internal const string Version = "2023-06-01";

    public static HttpRequestMessage Create(GatewayRequest request, Deployment deployment, MessagesPlan plan)
    {
        var message = UpstreamMessage.Create(request, AddressOf(deployment), json => MessagesBody.Write(json, plan));
        message.Headers.TryAddWithoutValidation("anthropic-version", Version);
        if (deployment.Provider.ApiKey is { } key)
        {
            message.Headers.TryAddWithoutValidation("x-api-key", key);
        }

        if (plan.Betas.Count > 0)
        {
            message.Headers.TryAddWithoutValidation("anthropic-beta", string.Join(',', plan.Betas));
        }

        return message;
    }

    /// <summary>Operators give the address as the vendor's SDKs take it, without <c>/v1</c>, or as all others have it, with.</summary>
    internal static Uri AddressOf(Deployment deployment)
    {
        var provider = deployment.Provider;
        var root = provider.BaseUrl?.AbsoluteUri.TrimEnd('/')
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' has no base URL.");
        return new Uri(root.EndsWith("/v1", StringComparison.Ordinal) ? $"{root}/messages" : $"{root}/v1/messages");
    }
}
