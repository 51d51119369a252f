using Microsoft.Extensions.Logging;

namespace Tollgate.FunctionApp.Configuration;

internal static partial class DeployedConfigurationLog
{
    [LoggerMessage(1007, LogLevel.Error, "The configuration {Problem}; what was read last stays in force")]
    public static partial void Failing(ILogger logger, string problem);

    [LoggerMessage(1008, LogLevel.Warning, "{Blob} does not exist yet; the package's gateway.json is in force until it does")]
    public static partial void Missing(ILogger logger, Uri blob);

    [LoggerMessage(1009, LogLevel.Error, "{Setting} refers to a secret that the vault did not give out; it counts as unset until the app restarts")]
    public static partial void Unresolved(ILogger logger, string setting);
}
