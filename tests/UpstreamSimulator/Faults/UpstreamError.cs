namespace Tollgate.UpstreamSimulator;

/// <summary>A refusal or failure, before its wire gives it a shape.</summary>
internal sealed record UpstreamError(int Status, string Type, string? Code, string Message, string? Param = null)
{
    /// <summary>What OpenAI says with a status.</summary>
    public static UpstreamError OfStatus(int status) => status switch
    {
        400 => new(status, "invalid_request_error", "invalid_value", "Invalid value for 'temperature'.", "temperature"),
        401 => new(status, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: sim-****."),
        403 => new(status, "request_forbidden", "unsupported_country_region_territory", "Country, region, or territory not supported"),
        404 => new(status, "invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it.", "model"),
        408 => new(status, "invalid_request_error", null, "Request timeout"),
        409 => new(status, "conflict_error", null, "The resource was updated by another request."),
        422 => new(status, "invalid_request_error", null, "The request was well-formed but could not be processed."),
        429 => new(status, "requests", "rate_limit_exceeded", "Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1."),
        500 => new(status, "server_error", null, "The server had an error while processing your request. Sorry about that!"),
        503 => new(status, "server_error", null, "The engine is currently overloaded, please try again later"),
        529 => new(status, "overloaded_error", "overloaded", "Overloaded"),
        _ => new(status, "server_error", null, $"The upstream failed with status {status}."),
    };
}
