using Tollgate.Models;

namespace Tollgate.Providers.Gemini;

/// <summary>Where a model's methods live below the API's base URL.</summary>
internal static class GeminiAddress
{
    /// <summary><c>{base}/models/{model}:{method}</c>; a name with a slash, as of a tuned model, says its collection itself.</summary>
    public static Uri Of(Deployment deployment, string method)
    {
        var provider = deployment.Provider;
        var root = provider.BaseUrl?.AbsoluteUri.TrimEnd('/') ?? throw new InvalidOperationException($"Provider '{provider.Name}' has no base URL.");
        return new Uri($"{root}/{Resource(deployment.UpstreamModel)}:{method}");
    }

    public static string Resource(string model) => model.Contains('/', StringComparison.Ordinal)
        ? string.Join('/', model.Split('/').Select(Uri.EscapeDataString))
        : $"models/{Uri.EscapeDataString(model)}";
}
