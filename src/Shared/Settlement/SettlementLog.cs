using Microsoft.Extensions.Logging;

namespace Tollgate.Settlement;

internal static partial class SettlementLog
{
    [LoggerMessage(3200, LogLevel.Warning,
        "Usage records cannot be stored (first seen at {Entity}); they are kept in memory and retried until they are")]
    public static partial void UsageStoreFailing(this ILogger logger, string entity, Exception exception);

    [LoggerMessage(3201, LogLevel.Information, "Usage records are being stored again, after {OutageSeconds:0.0} s")]
    public static partial void UsageStoreRecovered(this ILogger logger, double outageSeconds);

    [LoggerMessage(3202, LogLevel.Error,
        "{Records} usage records could not be stored before the process ended and are missing from the analytics")]
    public static partial void UsageRecordsLost(this ILogger logger, long records);
}
