namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Asks for any key, as a bearer token or as <c>api-key</c>, but those set up as bad.</summary>
internal sealed class ApiKeyCheck(IReadOnlyCollection<string> refused)
{
    private const string Bearer = "Bearer ";

    /// <exception cref="RefusedException">401.</exception>
    public void Require(RecordedRequest request, IOpenAIDialect dialect)
    {
        var key = KeyOf(request);
        if (string.IsNullOrEmpty(key) && !dialect.NeedsKey)
            return;
        if (string.IsNullOrEmpty(key))
            throw new RefusedException(dialect.KeyMissing);
        if (refused.Contains(key))
            throw new RefusedException(dialect.KeyRefused(key));
    }

    private static string? KeyOf(RecordedRequest request)
    {
        if (request.Headers.TryGetValue("api-key", out var key))
            return key;
        return request.Headers.TryGetValue("Authorization", out var credentials)
            && credentials.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? credentials[Bearer.Length..].Trim()
                : null;
    }
}
