using Tollgate.UpstreamSimulator.OpenAI;

namespace Tollgate.UpstreamSimulator.Anthropic;

/// <summary>The headers that Anthropic asks for and those that it sends.</summary>
internal static class AnthropicHeaders
{
    private const string Bearer = "Bearer ";

    private const string Classic = "2023-06-01";
    private const string Current = "2026-10-21";

    /// <exception cref="RefusedException">401 without a good key, 400 without a version.</exception>
    public static void Require(RecordedRequest request, IReadOnlyCollection<string> refusedKeys)
    {
        if (KeyOf(request) is not { Length: > 0 } key)
            throw new RefusedException(new(401, "authentication_error", null, "x-api-key header is required"));
        if (refusedKeys.Contains(key))
            throw new RefusedException(new(401, "authentication_error", null, "invalid x-api-key"));
        if (!request.Headers.TryGetValue("anthropic-version", out var version))
            throw new RefusedException(new(400, "invalid_request_error", null, "anthropic-version: header is required"));
        if (version is not (Classic or Current))
            throw new RefusedException(new(400, "invalid_request_error", null, $"anthropic-version: \"{version}\" is not a valid version"));
    }

    /// <summary>The current version has done away with <c>temperature</c>, <c>top_p</c> and <c>top_k</c>.</summary>
    public static bool HasSampling(RecordedRequest request) => request.Headers["anthropic-version"] == Classic;

    public static Dictionary<string, string> Of(string requestId) => new()
    {
        ["request-id"] = requestId,
        ["anthropic-organization-id"] = "00000000-0000-0000-0000-000000000000",
        ["anthropic-ratelimit-requests-limit"] = "4000",
        ["anthropic-ratelimit-requests-remaining"] = "3999",
        ["anthropic-ratelimit-requests-reset"] = "2026-01-01T00:00:00Z",
    };

    /// <summary>In the header that the API documents, or as a bearer token, as its newer SDKs send it.</summary>
    private static string? KeyOf(RecordedRequest request) =>
        request.Headers.TryGetValue("x-api-key", out var key) ? key
        : request.Headers.TryGetValue("Authorization", out var credentials) && credentials.StartsWith(Bearer, StringComparison.Ordinal) ? credentials[Bearer.Length..]
        : null;
}
