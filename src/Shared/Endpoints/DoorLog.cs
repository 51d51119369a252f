using Microsoft.Extensions.Logging;

namespace Tollgate.Endpoints;

internal static partial class DoorLog
{
    [LoggerMessage(1000, LogLevel.Error, "Request {RequestId} on {Route} failed on the gateway's own account")]
    public static partial void Failed(this ILogger logger, Exception failure, string requestId, string route);
}
