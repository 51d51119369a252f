using Microsoft.Extensions.Logging;

namespace Tollgate.Routing.Circuits;

internal static partial class CircuitLog
{
    [LoggerMessage(3500, LogLevel.Warning, "Circuit of {Deployment} opens for {Seconds} s after {Failures} failures in a row, the last one {Reason}")]
    public static partial void Opened(ILogger log, string deployment, double seconds, int failures, string? reason);

    [LoggerMessage(3501, LogLevel.Information, "Circuit of {Deployment} closes: the probe succeeded")]
    public static partial void Closed(ILogger log, string deployment);

    [LoggerMessage(3502, LogLevel.Warning, "Circuit of {Deployment} stays open for another {Seconds} s: the probe failed with {Reason}")]
    public static partial void StaysOpen(ILogger log, string deployment, double seconds, string? reason);

    [LoggerMessage(3503, LogLevel.Warning, "The fleet's circuits of provider {Provider} cannot be read; this instance goes by what it sees itself")]
    public static partial void Unreadable(ILogger log, string provider, Exception reason);

    [LoggerMessage(3504, LogLevel.Warning, "The fleet could not be told of {Operation} at provider {Provider}")]
    public static partial void Untold(ILogger log, string provider, string operation, Exception reason);

    [LoggerMessage(3505, LogLevel.Warning, "Circuits of provider {Provider}: {Action} by API key {Key}")]
    public static partial void Commanded(ILogger log, string provider, string action, string key);

    [LoggerMessage(3506, LogLevel.Warning, "Circuit of {Deployment} alone: {Action} by API key {Key}")]
    public static partial void CommandedAlone(ILogger log, string deployment, string action, string key);
}
