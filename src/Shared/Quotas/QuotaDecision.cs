using System.Diagnostics.CodeAnalysis;
using Tollgate.Quotas.Ledger;

namespace Tollgate.Quotas;

/// <summary>Either a hold, which its owner must settle or release, or why there is none.</summary>
internal readonly record struct QuotaDecision(Hold Hold, QuotaRefusal? Refusal)
{
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsGranted => Refusal is null;
}
