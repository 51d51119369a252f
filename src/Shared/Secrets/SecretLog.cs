using Microsoft.Extensions.Logging;

namespace Tollgate.Secrets;

/// <summary>Names of secrets, never their values.</summary>
internal static partial class SecretLog
{
    [LoggerMessage(1020, LogLevel.Error, "Secrets are not refreshed: {Problem}; what was read last stays in force")]
    public static partial void Failing(ILogger logger, string problem);

    [LoggerMessage(1021, LogLevel.Information, "Secrets are refreshed again")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(1022, LogLevel.Information, "{Secret} has a new value")]
    public static partial void Changed(ILogger logger, SecretReference secret);

    [LoggerMessage(1023, LogLevel.Error, "Refreshing secrets failed; what was read last stays in force")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);
}
