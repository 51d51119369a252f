using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Providers.OpenAI;

/// <summary>Where an operation lives below a provider's base URL.</summary>
internal static class OpenAIAddress
{
    /// <summary>
    /// <c>{base}/chat/completions</c> and its siblings; with an API version, Azure OpenAI's dated form
    /// <c>{base}/deployments/{deployment}/…?api-version=</c>.
    /// </summary>
    public static Uri Of(Deployment deployment, Operation operation)
    {
        var provider = deployment.Provider;
        var root = provider.BaseUrl?.AbsoluteUri.TrimEnd('/')
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' has no base URL.");
        var path = operation switch
        {
            Operation.Chat => "chat/completions",
            Operation.Completions => "completions",
            Operation.Embeddings => "embeddings",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };
        return provider.ApiVersion is { } version
            ? new Uri($"{root}/deployments/{Uri.EscapeDataString(deployment.UpstreamModel)}/{path}?api-version={Uri.EscapeDataString(version)}")
            : new Uri($"{root}/{path}");
    }
}
