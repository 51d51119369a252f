using Tollgate.Configuration;
using Tollgate.Providers.Anthropic;

namespace Tollgate.Health.Checks;

/// <summary>The gateway's key, as each wire takes it.</summary>
internal static class CheckCredentials
{
    /// <summary>
    /// Whether the provider can tell from a check what it would say to a request. It cannot where requests are signed, or carry a token
    /// that is fetched: such a check goes without, and that it is turned away says nothing.
    /// </summary>
    public static bool AreSentTo(ProviderOptions provider) => provider is { UsesEntraId: false, Aws: null };

    public static void Add(HttpRequestMessage message, ProviderOptions provider)
    {
        if (provider.Wire == "anthropic")
        {
            message.Headers.TryAddWithoutValidation("anthropic-version", AnthropicMessage.Version);
        }

        if (provider.ApiKey is { } key && AreSentTo(provider))
        {
            var name = provider.Wire switch
            {
                "anthropic" => "x-api-key",
                "gemini" => "x-goog-api-key",
                _ => provider.SendsApiKeyHeader ? "api-key" : "Authorization",
            };
            message.Headers.TryAddWithoutValidation(name, name == "Authorization" ? "Bearer " + key : key);
        }

        foreach (var (name, value) in provider.Quirks.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
