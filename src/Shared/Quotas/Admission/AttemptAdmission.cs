using Tollgate.Pipeline;

namespace Tollgate.Quotas.Admission;

/// <summary>The answer to one attempt. What was reserved is in the request's holds, whatever the verdict.</summary>
/// <param name="Verdict">Whether the deployment may be asked.</param>
/// <param name="Refusal">What the client is told if nothing else can be tried; null where the attempt was granted.</param>
internal readonly record struct AttemptAdmission(AttemptVerdict Verdict, Refusal? Refusal = null)
{
    /// <summary>What the caller's limits lack, where it is they that do not cover the attempt.</summary>
    public QuotaRefusal? Refused { get; init; }
}
