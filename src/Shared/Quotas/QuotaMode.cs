namespace Tollgate.Quotas;

/// <summary>How exactly a quota holds across instances.</summary>
public enum QuotaMode
{
    /// <summary>Never exceeded: an instance spends only what the account has leased to it.</summary>
    Strict = 0,

    /// <summary>
    /// Admitted on what this instance last knew, reconciled behind the request: exceeded by at most the sum over instances
    /// of their rate times (two flush intervals + delay of the store + duration of a request), and by half a percent of the
    /// limit for each instance that has not heard of the subject yet, or not for an hour. The flush interval is 1 s, or 1 s for
    /// every 20 instances that share the quota. Leased like a strict one where the limit is below ten requests an instance.
    /// After three syncs in a row that the store has missed, the outage policy applies.
    /// </summary>
    Fast = 1,
}
