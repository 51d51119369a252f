using Microsoft.Extensions.Logging;

namespace Tollgate.Endpoints.Experiments;

internal static partial class ExperimentLog
{
    [LoggerMessage(1030, LogLevel.Warning, "The figures of experiment {Experiment} cannot be read from durable state")]
    public static partial void StateUnavailable(this ILogger logger, Exception failure, string experiment);
}
