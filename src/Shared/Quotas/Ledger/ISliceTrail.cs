namespace Tollgate.Quotas.Ledger;

/// <summary>What one slice has spent and holds, noted as it happens; safe from any thread.</summary>
internal interface ISliceTrail
{
    void Take(long amount);

    void Settle(long held, long billed);

    /// <summary>The account has booked the slice for good.</summary>
    void Forget();
}
