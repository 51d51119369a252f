namespace Tollgate.Quotas.Accounts;

/// <summary>Where a lease is in its life.</summary>
public enum LeaseStatus
{
    /// <summary>Its owner is spending it.</summary>
    Live = 0,

    /// <summary>Its owner has fallen silent: what it had left counts as spent, until it speaks again.</summary>
    WrittenOff = 1,

    /// <summary>A tombstone: turns away operations that were overtaken by the close.</summary>
    Closed = 2,
}
