using Tollgate.Pricing.Ceilings;

namespace Tollgate.Quotas.Admission;

/// <summary>Finds the shorter answer that fits into what is left, as far as the tenant's policy has it shortened.</summary>
internal static class Shortening
{
    /// <summary>
    /// Shorter than this, an answer is only made where nothing longer is to be had: not while requests in flight hold what would
    /// pay for more, and give it back in a moment.
    /// </summary>
    private const long Comfortable = 256;

    /// <param name="ceiling">Of the answer that was refused.</param>
    /// <param name="refusal">Why. Becomes one that says that waiting helps, where it does.</param>
    /// <param name="policy">The tenant's.</param>
    /// <returns>Null to refuse.</returns>
    public static CostCeiling? Find(in CostCeiling ceiling, ref QuotaRefusal refusal, MaxTokensClamping policy)
    {
        if (!policy.Enabled || refusal.Quota.Unit == QuotaUnit.Requests
            || refusal.Reason is QuotaRefusalReason.StoreUnavailable or QuotaRefusalReason.TooManyAccounts)
        {
            return null;
        }

        var now = Within(ceiling, refusal.Quota.Unit, refusal.Left, policy);
        if (refusal.InFlight <= 0 || now?.OutputBound >= Math.Min(Comfortable, ceiling.OutputBound))
        {
            return now;
        }

        var later = Within(ceiling, refusal.Quota.Unit, refusal.Left + refusal.InFlight, policy);
        if (later is null || later.Value.OutputBound <= now?.OutputBound)
        {
            return now;
        }

        refusal = refusal with { Reason = QuotaRefusalReason.HoldsInFlight };
        return null;
    }

    private static CostCeiling? Within(in CostCeiling ceiling, QuotaUnit unit, long left, MaxTokensClamping policy) => unit == QuotaUnit.Usd
        ? Affordable.Within(ceiling, left, null, policy.Minimum)
        : Affordable.Within(ceiling, null, left, policy.Minimum);
}
