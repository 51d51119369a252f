namespace Tollgate.Quotas.Estimation;

/// <summary>Tokens that a request will probably use.</summary>
/// <param name="Input">All that is read.</param>
/// <param name="Output">All that is written, over all answers.</param>
internal readonly record struct TokenEstimate(long Input, long Output)
{
    public long Total => long.CreateSaturating((Int128)Input + Output);
}
