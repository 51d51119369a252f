using Tollgate.Quotas.Windows;

namespace Tollgate.Quotas.Configuration;

/// <summary>How a limit holds when nobody says.</summary>
internal static class DefaultMode
{
    // Ten times the hundred instances that a Flex Consumption app has at most by default: below it, what each instance may
    // admit before it hears of the others is no longer small beside the limit.
    private const long EnoughRequests = 1_000;

    // A thousand tokens a request.
    private const long EnoughTokens = 1_000_000;

    /// <summary>
    /// Strict for money and for small rates. Fast for large ones, and for users: most users are rare, and under strict the
    /// first request of each would wait for a round trip, while the tenant's budget above them is strict anyway.
    /// </summary>
    public static QuotaMode Of(QuotaScope scope, QuotaKind kind, long limit) => (scope, kind.Unit) switch
    {
        (QuotaScope.User, _) => QuotaMode.Fast,
        _ when kind.Period == WindowPeriod.None => QuotaMode.Strict,
        (_, QuotaUnit.Requests) when limit >= EnoughRequests => QuotaMode.Fast,
        (_, QuotaUnit.Tokens) when limit >= EnoughTokens => QuotaMode.Fast,
        _ => QuotaMode.Strict,
    };
}
