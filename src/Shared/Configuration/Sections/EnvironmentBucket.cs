using Tollgate.Configuration.Reading;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Sections;

/// <summary>DEFAULT_RATE_LIMIT_CAPACITY and DEFAULT_RATE_LIMIT_REFILL_RATE: a bucket for each user, once one of them is set.</summary>
internal static class EnvironmentBucket
{
    private const string Capacity = "DEFAULT_RATE_LIMIT_CAPACITY";
    private const string RefillRate = "DEFAULT_RATE_LIMIT_REFILL_RATE";
    private const int DefaultCapacity = 100;
    private const decimal DefaultRefillPerSecond = 1;

    public static LimitSet Read(EnvironmentVariables environment, bool isEnabled)
    {
        if (environment.FirstSet(Capacity, RefillRate) is not { } variable)
        {
            return LimitSet.Empty;
        }

        var bucket = new ConfiguredLimit(variable, environment.Integer(Capacity, 1, int.MaxValue) ?? DefaultCapacity)
        {
            RefillPerSecond = environment.Positive(RefillRate, BucketSection.MostPerSecond) ?? DefaultRefillPerSecond,
        };
        if (!isEnabled)
        {
            environment.Notice(variable, "has no effect while rateLimit.enabled is false");
        }

        return LimitSet.Empty.With(QuotaKind.RequestBucket, bucket);
    }
}
