namespace Tollgate.Quotas.Accounts;

/// <summary>What an owner would like to have of one quota.</summary>
/// <param name="Quota">Id of the quota.</param>
/// <param name="Window">
/// Start of the window it is for, Unix milliseconds; 0 for a bucket. A late ask gets nothing from the window that followed.
/// </param>
/// <param name="Want">The most that is of use.</param>
/// <param name="Need">The least that is of use: less is not granted at all. 0 when nobody waits.</param>
public sealed record SliceAsk(string Quota, long Window, long Want, long Need);
