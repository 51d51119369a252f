namespace Tollgate.Settlement;

/// <summary>How a request ended, in one word for logs and traces.</summary>
internal static class RequestOutcome
{
    public const string Answered = "answered";

    /// <summary>The client went away.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>By the gateway, before a provider was asked: a limit, a policy, a bad request.</summary>
    public const string Refused = "refused";

    /// <summary>By the provider, who found fault with the request.</summary>
    public const string Rejected = "rejected";

    /// <summary>The last provider that was asked failed.</summary>
    public const string ProviderFailed = "provider_failed";

    /// <summary>On the gateway's own account.</summary>
    public const string Failed = "failed";

    public static string Of(in Outcome outcome, int attempts) => outcome switch
    {
        { Status: Outcome.ClientClosedRequest } => Abandoned,
        { ProviderFailure: not null } => ProviderFailed,
        { Status: < 400 } => Answered,
        { Status: >= 500 } => attempts == 0 ? Refused : Failed,
        _ => attempts == 0 ? Refused : Rejected,
    };
}
