using Tollgate.Models;

namespace Tollgate.Providers.Bedrock.Http;

/// <summary>Where an operation of a model lives below a provider's base URL.</summary>
internal static class BedrockAddress
{
    /// <summary>The model is one segment of the path, whatever is in it: ids have colons, and ARNs slashes too.</summary>
    public static Uri Of(Deployment deployment, BedrockOperation operation)
    {
        var provider = deployment.Provider;
        var root = provider.BaseUrl?.AbsoluteUri.TrimEnd('/')
            ?? throw new InvalidOperationException($"Provider '{provider.Name}' has no base URL.");
        var path = operation switch
        {
            BedrockOperation.Converse => "converse",
            BedrockOperation.ConverseStream => "converse-stream",
            BedrockOperation.InvokeModel => "invoke",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };
        return new Uri($"{root}/model/{Uri.EscapeDataString(deployment.UpstreamModel)}/{path}");
    }
}
