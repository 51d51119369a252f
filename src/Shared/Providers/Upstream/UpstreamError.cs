namespace Tollgate.Providers.Upstream;

/// <summary>An error object in an upstream's own words.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Type">Its class of error, if that is one of OpenAI's.</param>
/// <param name="Code">OpenAI's code where the wire's own means the same (<c>context_length_exceeded</c>, …), else the wire's.</param>
/// <param name="Param">The member at fault, as OpenAI names it.</param>
internal readonly record struct UpstreamError(string? Message, string? Type, string? Code, string? Param)
{
    /// <summary>What the error means, where the response's own status is one that only this upstream knows; null for that status.</summary>
    public int? Status { get; init; }

    /// <summary>When to try again, where the body tells; headers are read for it anyway.</summary>
    public TimeSpan? RetryAfter { get; init; }

}
