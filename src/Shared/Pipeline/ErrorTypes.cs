namespace Tollgate.Pipeline;

/// <summary>The classes of error in the envelope's <c>type</c>: OpenAI's own, and one for failures behind the gateway.</summary>
internal static class ErrorTypes
{
    public const string InvalidRequest = "invalid_request_error";
    public const string Permission = "permission_error";
    public const string RateLimit = "rate_limit_error";
    public const string Server = "server_error";
    public const string Upstream = "upstream_error";
}
