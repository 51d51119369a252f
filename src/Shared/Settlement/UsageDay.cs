namespace Tollgate.Settlement;

/// <summary>What one usage entity covers.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Date">UTC; a request belongs to the day on which it came in.</param>
internal readonly record struct UsageDay(string Tenant, DateOnly Date)
{
    public static UsageDay Of(UsageRecord record) => new(record.Tenant, DateOnly.FromDateTime(record.StartedAt.UtcDateTime));
}
