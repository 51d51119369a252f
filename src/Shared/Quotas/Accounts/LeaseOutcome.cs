namespace Tollgate.Quotas.Accounts;

/// <summary>What became of the last operation of a lease that was handled, so that its owner can read the answer.</summary>
public enum LeaseOutcome
{
    /// <summary>It asked for nothing.</summary>
    None = 0,

    /// <summary>Every need was met.</summary>
    Granted = 1,

    /// <summary>Nothing was granted: <see cref="Lease.DeniedBy"/> could not meet the need.</summary>
    Denied = 2,

    /// <summary>Denied for now, with a place in the queue for what others hand back.</summary>
    Queued = 3,

    /// <summary>It asked too late and was not granted anything.</summary>
    Late = 4,

    /// <summary>The account no longer knows the lease; what it had was counted as spent. The owner opens another.</summary>
    Gone = 5,

    /// <summary>
    /// Nothing was granted: <see cref="Lease.DeniedBy"/> is not in the window asked for, which has ended or is not on yet. The
    /// owner asks for the one that the account shows.
    /// </summary>
    Ended = 6,
}
