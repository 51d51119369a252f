namespace Tollgate.Quotas;

/// <summary>How exactly a quota holds across instances.</summary>
public enum QuotaMode
{
    /// <summary>Never exceeded: an instance spends only what the account has leased to it.</summary>
    Strict = 0,

    /// <summary>
    /// Admitted on what this instance last knew, reconciled behind the request: exceeded by at most the sum over instances
    /// of their rate times (two flush intervals + delay of the store + duration of a request), where the limit is not
    /// reached within the first seconds of a fleet that has not heard of each other yet. Leased like a strict one where the limit
    /// is below ten requests an instance.
    /// </summary>
    Fast = 1,
}
