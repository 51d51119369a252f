using Microsoft.Extensions.Logging;

namespace Tollgate.Configuration;

/// <summary>What the configuration has to say in the log: names and reasons, never values.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Configuration: {Notice}")]
    public static partial void Notice(ILogger logger, string notice);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "{File} reloaded: {Changes}")]
    public static partial void Reloaded(ILogger logger, string file, string changes);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "{Settings} changed: this needs a restart to take effect")]
    public static partial void NeedsRestart(ILogger logger, string settings);

    [LoggerMessage(
        EventId = 1004,
        Level = LogLevel.Error,
        Message = "{File} refused; the configuration before it stays in force. Errors ({Count}): {Errors}")]
    public static partial void Refused(ILogger logger, string file, int count, string errors);

    [LoggerMessage(
        EventId = 1005,
        Level = LogLevel.Error,
        Message = "Looking at the configuration file failed; the configuration in force stays")]
    public static partial void PollFailed(ILogger logger, Exception exception);
}
