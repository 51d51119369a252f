using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Upstream;

/// <summary>What an exception on the way to or from an upstream means, whichever wire it speaks.</summary>
internal static class UpstreamFailures
{
    /// <returns>Null if it is not the upstream's doing.</returns>
    public static UpstreamException? Translate(Exception failure, Deadline? deadline, string provider) => failure switch
    {
        UpstreamException told => told,
        OperationCanceledException when deadline is { HasPassed: true } =>
            Begun(UpstreamRefusals.Timeout(provider, deadline.WaitedFor, deadline.Seconds), failure),
        OperationCanceledException { InnerException: TimeoutException } => TransportErrors.ConnectTimeout(failure, provider),
        HttpRequestException transport => TransportErrors.Map(transport, provider),
        IOException => Begun(UpstreamRefusals.CutAnswer(provider), failure),
        JsonException => Begun(UpstreamRefusals.InvalidAnswer(provider, "an answer that is not valid JSON"), failure),
        InvalidDataException => Begun(UpstreamRefusals.InvalidAnswer(provider, "an answer in an unreadable encoding"), failure),
        _ => null,
    };

    private static UpstreamException Begun(Refusal refusal, Exception cause) => new(refusal, cause) { MayHaveBilled = true };
}
