namespace Tollgate.Pipeline;

/// <summary>The classes of error in the envelope's <c>type</c>: OpenAI's own, and one for failures behind the gateway.</summary>
internal static class ErrorTypes
{
    public const string InvalidRequest = "invalid_request_error";
    public const string Permission = "permission_error";
    public const string InsufficientQuota = "insufficient_quota";
    public const string RateLimit = "rate_limit_error";

    /// <summary>OpenAI's class of a rate limit that counts requests.</summary>
    public const string Requests = "requests";
    public const string Server = "server_error";

    /// <summary>OpenAI's class of a rate limit that counts tokens.</summary>
    public const string Tokens = "tokens";
    public const string Upstream = "upstream_error";
}
