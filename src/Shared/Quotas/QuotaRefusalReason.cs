namespace Tollgate.Quotas;

/// <summary>Why a reservation was refused.</summary>
internal enum QuotaRefusalReason
{
    /// <summary>The window's limit is spent, or the bucket is empty: nothing helps before it resets.</summary>
    Spent,

    /// <summary>What requests in flight have reserved stands in the way; some of it will come back.</summary>
    HoldsInFlight,

    /// <summary>The request alone needs more than the whole limit.</summary>
    ExceedsLimit,

    /// <summary>The store did not answer, what was leased is used up, and the outage policy allows no more.</summary>
    StoreUnavailable,

    /// <summary>This instance already keeps accounts for more subjects than it has room for.</summary>
    TooManyAccounts,
}
