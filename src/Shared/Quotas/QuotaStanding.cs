namespace Tollgate.Quotas;

/// <summary>How a quota stands, as far as this instance knows: for headers, never for a decision.</summary>
/// <param name="Quota">The quota.</param>
/// <param name="Remaining">What could still be reserved, in the quota's unit.</param>
/// <param name="ResetsAt">When the window ends; null for a bucket, and before the first reservation.</param>
internal sealed record QuotaStanding(QuotaDefinition Quota, long Remaining, DateTimeOffset? ResetsAt);
