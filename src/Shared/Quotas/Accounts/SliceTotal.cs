namespace Tollgate.Quotas.Accounts;

/// <summary>What an owner has spent and handed back of one slice so far: cumulative, so that the largest is the latest.</summary>
/// <param name="Quota">Id of the quota.</param>
/// <param name="Window">Start of the slice's window, Unix milliseconds; 0 for a bucket.</param>
/// <param name="Settled">Spent for good; open holds are not in it.</param>
/// <param name="Returned">Frozen by the owner before it said so.</param>
/// <param name="IsFinal">The last hold is settled and nothing more will be spent: the rest is free.</param>
public sealed record SliceTotal(string Quota, long Window, long Settled, long Returned, bool IsFinal = false);
