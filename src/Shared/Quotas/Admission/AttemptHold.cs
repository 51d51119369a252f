using Tollgate.Pricing;
using Tollgate.Pricing.Ceilings;
using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas.Admission;

/// <summary>What one attempt can cost at the most, and what it holds for that.</summary>
/// <param name="ceiling">The most that it can use and cost.</param>
/// <param name="ofCaller">Its part of what the request holds of its caller's limits.</param>
/// <param name="isExact">A limit that is never to be exceeded counts on the ceiling.</param>
internal sealed class AttemptHold(CostCeiling ceiling, QuotaAmounts ofCaller, bool isExact)
{
    public CostCeiling Ceiling => ceiling;

    public QuotaAmounts OfCaller => ofCaller;

    public bool IsExact => isExact;

    /// <summary>Of the deployment's own limits.</summary>
    public Hold OfDeployment { get; set; }

    /// <summary>Of what all deployments of its provider share.</summary>
    public Hold OfProvider { get; set; }

    /// <summary>
    /// What limits are charged for work whose usage nobody told: the most that it can have been where an exact limit counts on
    /// it, and never more than was reserved; else the estimate.
    /// </summary>
    /// <param name="most">Bounds of the work itself.</param>
    /// <param name="estimate">What it probably was.</param>
    /// <param name="cost">Of the estimate.</param>
    public QuotaAmounts Charge(UsageBound most, in TokenUsage estimate, Money cost)
    {
        if (!isExact)
        {
            return new QuotaAmounts(cost.NanoUsd, 1, estimate.Total);
        }

        var input = Math.Min(most.Input ?? long.MaxValue, ceiling.InputTokens);
        var output = Math.Min(most.Output ?? long.MaxValue, ceiling.OutputTokens);
        return new QuotaAmounts(ceiling.Price.Of(input, output).NanoUsd, 1, long.CreateSaturating((Int128)input + output));
    }

    public void End(in QuotaAmounts billed)
    {
        OfDeployment.Settle(billed);
        OfProvider.Settle(billed);
    }

    public void Release()
    {
        OfDeployment.Release();
        OfProvider.Release();
    }
}
