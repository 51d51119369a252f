namespace Tollgate.Quotas;

/// <summary>How exactly a quota holds across instances.</summary>
public enum QuotaMode
{
    /// <summary>Never exceeded: an instance spends only what the account has leased to it.</summary>
    Strict = 0,

    /// <summary>
    /// Admitted on what this instance last knew, reconciled behind the request: exceeded by at most the sum over instances
    /// of their rate times (flush interval + delay of the store).
    /// </summary>
    Fast = 1,
}
