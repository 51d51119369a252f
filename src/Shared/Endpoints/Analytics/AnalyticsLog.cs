using Microsoft.Extensions.Logging;

namespace Tollgate.Endpoints.Analytics;

internal static partial class AnalyticsLog
{
    [LoggerMessage(1010, LogLevel.Warning, "The usage of tenant {Tenant} cannot be read from durable state")]
    public static partial void StateUnavailable(this ILogger logger, Exception failure, string tenant);
}
