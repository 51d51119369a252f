namespace Tollgate.Configuration.Profiles;

/// <summary>Makes the base of a provider's API, without a trailing slash, from what the operator gave.</summary>
internal static class ProviderAddress
{
    /// <summary>For error messages.</summary>
    public const string Rule = "must be an http or https URL without credentials, query or fragment";

    /// <param name="profile">Says what is added.</param>
    /// <param name="given">The operator's address.</param>
    /// <param name="isDated">Azure's dated API is asked for (an <c>apiVersion</c> is set).</param>
    /// <returns>Null when <paramref name="given"/> is no usable address.</returns>
    public static Uri? Resolve(ProviderProfile profile, string given, bool isDated)
    {
        var text = given.Trim().TrimEnd('/');
        var address = profile.AddressRule switch
        {
            AddressRule.AzureResource => AzureResource(text) + (isDated ? "/openai" : "/openai/v1"),
            AddressRule.LocalServer => LocalServer(text, profile),
            _ => text,
        };
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsUsable(uri) ? uri : null;
    }

    private static bool IsUsable(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;

    /// <summary>Portals show the endpoint with and without the API's path.</summary>
    private static string AzureResource(string text)
    {
        foreach (var path in (ReadOnlySpan<string>)["/openai/v1", "/openai"])
        {
            if (text.EndsWith(path, StringComparison.OrdinalIgnoreCase))
            {
                return text[..^path.Length];
            }
        }

        return text;
    }

    /// <summary>Reads <c>host</c>, <c>host:port</c> and <c>0.0.0.0</c> too, as OLLAMA_HOST is shared with the server itself.</summary>
    private static string LocalServer(string text, ProviderProfile profile)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            var defaultPort = new Uri(profile.BaseUrl!).Port;
            var hasPort = text.LastIndexOf(':') > text.LastIndexOf(']');
            var authority = text.Split('/', 2)[0];
            text = $"http://{(hasPort ? text : text.Replace(authority, $"{authority}:{defaultPort}", StringComparison.Ordinal))}";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return text;
        }

        var listensOnAll = uri.Host is "0.0.0.0" or "[::]";
        var builder = new UriBuilder(uri) { Host = listensOnAll ? "127.0.0.1" : uri.Host };
        if (uri.AbsolutePath == "/")
        {
            builder.Path = "/v1";
        }

        return builder.Uri.AbsoluteUri.TrimEnd('/');
    }
}
