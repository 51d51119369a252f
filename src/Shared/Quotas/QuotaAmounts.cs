namespace Tollgate.Quotas;

/// <summary>
/// Amounts by unit. Null and zero differ: null leaves a unit's quotas out, zero takes nothing from them yet books what is
/// billed in the end, and passes even where a quota is used up.
/// </summary>
/// <param name="NanoUsd">1e-9 USD.</param>
/// <param name="Requests">Whole requests.</param>
/// <param name="Tokens">Input and output together.</param>
internal readonly record struct QuotaAmounts(long? NanoUsd = null, long? Requests = null, long? Tokens = null)
{
    public long? this[QuotaUnit unit] => unit switch
    {
        QuotaUnit.Usd => NanoUsd,
        QuotaUnit.Requests => Requests,
        QuotaUnit.Tokens => Tokens,
        _ => null,
    };
}
