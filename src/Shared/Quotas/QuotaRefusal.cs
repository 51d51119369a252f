namespace Tollgate.Quotas;

/// <summary>Which quota stood in the way, and whether waiting helps.</summary>
internal sealed record QuotaRefusal
{
    public required QuotaDefinition Quota { get; init; }

    public required QuotaRefusalReason Reason { get; init; }

    /// <summary>What was needed, in the quota's unit.</summary>
    public required long Needed { get; init; }

    /// <summary>The most that could have been reserved, in the quota's unit: what to lower <c>max_tokens</c> to.</summary>
    public required long Left { get; init; }

    /// <summary>What requests in flight and other instances hold of it, in the quota's unit: some of it will come back.</summary>
    public long InFlight { get; init; }

    /// <summary>When the window ends, or the bucket has refilled to what was needed; null when not known.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Only holds in flight are in the way: settling them may make room within seconds.</summary>
    public bool HelpsToWait => Reason is QuotaRefusalReason.HoldsInFlight or QuotaRefusalReason.StoreUnavailable;
}
