using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;
using Tollgate.Routing.Circuits;
using Tollgate.Routing.Options;

namespace Tollgate.Routing.Attempts;

/// <summary>Sorts failures by what they mean for the next attempt.</summary>
internal static class FailureKinds
{
    public static FailureKind Of(UpstreamException failure)
    {
        var refusal = failure.Refusal;
        return refusal.Code switch
        {
            "context_length_exceeded" => FailureKind.ContextLength,
            "content_policy_violation" or "content_filter" => FailureKind.ContentPolicy,

            // The gateway's own key: of no concern to another target.
            "upstream_authentication_failed" or "upstream_insufficient_quota" => FailureKind.Outage,
            _ => refusal.Status switch
            {
                429 => FailureKind.RateLimit,
                408 or >= 500 => FailureKind.Outage,

                // OpenAI answers 409 where another attempt under way is in conflict with this one.
                409 => FailureKind.Outage,
                _ => FailureKind.Rejected,
            },
        };
    }

    /// <summary>Why a target was not asked, as far as it leads anywhere else than on; null: it does not.</summary>
    public static FailureKind? Of(Refusal refusal) => refusal.Code switch
    {
        "context_length_exceeded" => FailureKind.ContextLength,
        "provider_rate_limit_exceeded" => FailureKind.RateLimit,
        CircuitRefusals.Code => FailureKind.Outage,
        _ => null,
    };

    /// <summary>Whether asking the same target again may help: not when it rejects the gateway's key, or has no credit left.</summary>
    public static bool MayPass(UpstreamException failure) =>
        Of(failure) is FailureKind.RateLimit or FailureKind.Outage
        && failure.Refusal.Code is not ("upstream_authentication_failed" or "upstream_insufficient_quota" or "upstream_dns_failure" or "upstream_tls_failure");
}
