using Tollgate.Providers.Upstream;
using Tollgate.Routing.Attempts;
using Tollgate.Routing.Options;

namespace Tollgate.Routing.Circuits;

/// <summary>Which failures say that a deployment does not work, and not only that it is busy or does not like a request.</summary>
internal static class CircuitFailures
{
    public static bool Counts(UpstreamException failure) =>
        failure.ProviderFailure is not null && FailureKinds.Of(failure) == FailureKind.Outage;

    /// <param name="status">What the client was told, or would have been.</param>
    /// <param name="failure">Code, where it is the provider's doing; else null.</param>
    /// <returns>Null: it says nothing either way.</returns>
    public static bool? Of(int status, string? failure) =>
        failure is null ? status < 400 ? false : null
        : status != 429 || failure == "upstream_insufficient_quota" ? true
        : null;
}
