using Tollgate.Configuration.Reading;
using Tollgate.Quotas;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>capacity</c> and <c>refillRate</c>: together a token bucket of requests.</summary>
internal static class BucketSection
{
    public const decimal MostPerSecond = 1_000_000_000m;

    private const string Capacity = "capacity";
    private const string RefillRate = "refillRate";
    private const string AdviceOnZero = "0 would refuse everything; leave both out, or write null for no limit";

    public static LimitSet Read(LimitSet limits, ConfigurationSection section)
    {
        var isLifted = section.IsNull(Capacity) || section.IsNull(RefillRate);
        var capacity = section.Find(Capacity);
        var refill = section.Find(RefillRate);
        if (capacity is null != refill is null)
        {
            var (missing, given) = capacity is null ? (Capacity, RefillRate) : (RefillRate, Capacity);
            section.Error(missing, $"is missing, and {given} does not work without it");
        }

        if (isLifted)
        {
            return limits.With(QuotaKind.RequestBucket, limit: null);
        }

        var most = capacity is null ? null : LimitAmount.Read(capacity, QuotaUnit.Requests, AdviceOnZero);
        var perSecond = refill?.Decimal(MostPerSecond);
        if (perSecond == 0)
        {
            section.Error(RefillRate, AdviceOnZero);
        }

        return most is { } limit && perSecond is { } rate
            ? limits.With(QuotaKind.RequestBucket, new ConfiguredLimit(capacity!.Path.Text, limit) { RefillPerSecond = rate })
            : limits;
    }
}
