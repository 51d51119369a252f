using Tollgate.State;

namespace Tollgate.Quotas.Ledger;

/// <summary>
/// Notes outside this process's memory what its leases have spent and hold, so that whoever comes after a crash can close them to the
/// cent. A home without one loses what a crashed instance had borrowed, until the window ends.
/// </summary>
internal interface ILeaseTrail
{
    /// <summary>Before anything is taken of the slice. Null where there is no room to note it.</summary>
    ISliceTrail? Open(EntityKey account, string lease, string quota, long window);

    /// <summary>The account has closed the lease: nobody has to any more.</summary>
    void Forget(string lease);
}
