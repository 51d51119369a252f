using Microsoft.Extensions.Logging;

namespace Tollgate.Health.Checks;

internal static partial class CheckLog
{
    [LoggerMessage(3510, LogLevel.Warning, "Checks of provider {Provider} fail, {Failures} in a row, the last one with {Reason}: others are asked first until one succeeds")]
    public static partial void Failing(ILogger log, string provider, int failures, string? reason);

    [LoggerMessage(3511, LogLevel.Information, "A check of provider {Provider} succeeds again")]
    public static partial void Recovered(ILogger log, string provider);
}
