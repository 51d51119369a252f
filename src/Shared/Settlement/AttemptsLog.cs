using Microsoft.Extensions.Logging;
using Tollgate.Routing.Attempts;

namespace Tollgate.Settlement;

/// <summary>
/// The log of requests that needed more than one attempt, for where the lines of all requests are hidden. Bounded: while a target is
/// down it can be every request, and a line for each would be what slows them.
/// </summary>
internal sealed partial class AttemptsLog(ILoggerFactory loggers)
{
    public const string Category = "Tollgate.Attempts";

    private const int MostLinesAMinute = 60;

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly LineLimit _limit = new(MostLinesAMinute, TimeSpan.FromMinutes(1));

    public void Finished(UsageRecord record)
    {
        if (_logger.IsEnabled(LogLevel.Information) && _limit.TryTake(record.StartedAt + record.Duration, out var leftOut))
        {
            Finished(
                record.RequestId,
                record.Tenant,
                record.Model,
                record.Provider,
                record.Status,
                record.Cost.Usd,
                record.Attempts,
                FailedAttempt.Tell(record.Failed),
                record.Duration.TotalMilliseconds,
                record.Outcome,
                leftOut);
        }
    }

    [LoggerMessage(
        3211,
        LogLevel.Information,
        "{RequestId} tenant={Tenant} model={Model} provider={Provider} status={Status} cost_usd={CostUsd} attempts={Attempts} failed={Failed} "
        + "ms={DurationMs:0.###} outcome={Outcome} left_out={LeftOut}")]
    private partial void Finished(
        string requestId,
        string tenant,
        string? model,
        string? provider,
        int status,
        decimal costUsd,
        int attempts,
        string failed,
        double durationMs,
        string outcome,
        long leftOut);
}
