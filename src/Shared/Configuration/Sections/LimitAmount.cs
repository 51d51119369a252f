using Tollgate.Configuration.Reading;
using Tollgate.Quotas;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads how much a limit allows: dollars, or whole requests and tokens.</summary>
internal static class LimitAmount
{
    private const decimal NanoPerUsd = 1_000_000_000m;
    private const decimal MaxUsd = 1_000_000_000m;
    private const decimal MaxCount = 1_000_000_000_000m;

    /// <summary>In the unit of the quota: nano-dollars, requests or tokens. Null, and told, when it cannot be meant.</summary>
    public static long? Read(ConfigurationValue value, QuotaUnit unit, string adviceOnZero)
    {
        if (value.Number() is not { } number)
        {
            return null;
        }

        var isMoney = unit == QuotaUnit.Usd;
        var max = isMoney ? MaxUsd : MaxCount;
        var problem =
            number == 0 ? adviceOnZero
            : number < 0 ? "must be above 0"
            : number > max ? $"must be at most {max}"
            : isMoney && number * NanoPerUsd % 1 != 0 ? "must have at most 9 decimals"
            : !isMoney && number % 1 != 0 ? "must be a whole number"
            : null;
        if (problem is null)
        {
            return (long)(isMoney ? number * NanoPerUsd : number);
        }

        value.Error(problem);
        return null;
    }
}
