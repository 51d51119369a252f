namespace Tollgate.Pipeline;

/// <summary>
/// Why a request gets no answer. Every room refuses with this one type; <c>Endpoints/ErrorEnvelope</c> turns it into JSON.
/// </summary>
internal sealed record Refusal
{
    public required int Status { get; init; }

    /// <summary>OpenAI's class of error, as in <c>invalid_request_error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>For programs: stable, snake_case.</summary>
    public required string Code { get; init; }

    /// <summary>For people: what is wrong and what to do. Never holds a secret or another tenant's data.</summary>
    public required string Message { get; init; }

    /// <summary>The request member at fault, as in <c>messages[0].role</c>.</summary>
    public string? Param { get; init; }

    /// <summary>When trying again makes sense; told in <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Overrides what a client would make of the status; told in <c>x-should-retry</c>, which OpenAI's SDKs obey.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>Methods the route knows, for a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>A request that has to be changed before it can succeed: 400 unless said otherwise.</summary>
    public static Refusal Invalid(string code, string message, string? param = null, int status = 400) =>
        new() { Status = status, Type = ErrorTypes.InvalidRequest, Code = code, Message = message, Param = param };

    /// <summary>A failure behind the gateway: 502 unless said otherwise.</summary>
    public static Refusal Upstream(string code, string message, int status = 502) =>
        new() { Status = status, Type = ErrorTypes.Upstream, Code = code, Message = message };
}
