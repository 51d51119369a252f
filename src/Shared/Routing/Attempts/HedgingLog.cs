using Microsoft.Extensions.Logging;

namespace Tollgate.Routing.Attempts;

internal static partial class HedgingLog
{
    [LoggerMessage(3520, LogLevel.Error, "The slower of two attempts, at {Deployment}, broke while it was given up; the client has the other one's answer")]
    public static partial void LoserBroke(ILogger log, string deployment, Exception reason);

    [LoggerMessage(3521, LogLevel.Error, "A second attempt could not be made beside one that is late; the request goes on with that one")]
    public static partial void NotMade(ILogger log, Exception reason);
}
