using Microsoft.Extensions.Logging;
using Tollgate.Routing.Attempts;

namespace Tollgate.Settlement;

/// <summary>
/// The log of finished requests, a category of its own so that an operator can route it. One wide line a request with the same
/// figures as its usage record: what a crashed function instance did not flush is still here. Where a home hides that category, a
/// request that needed more than one attempt still has a line, in another one. No prompt, no answer, no key.
/// </summary>
internal sealed partial class RequestLog(ILoggerFactory loggers)
{
    public const string Category = "Tollgate.Requests";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly AttemptsLog _attempts = new(loggers);

    public void Finished(UsageRecord record)
    {
        if (_logger.IsEnabled(LogLevel.Information))
        {
            Finished(
                record.RequestId,
                record.Tenant,
                record.User,
                record.Model,
                record.Provider,
                record.Status,
                record.Usage.TotalInput,
                record.Usage.TotalCacheRead,
                record.Usage.TotalOutput,
                record.Usage.Reasoning,
                record.Usage.IsEstimated,
                record.Cost.Usd,
                record.Attempts,
                FailedAttempt.Tell(record.Failed),
                record.Experiment?.Experiment,
                record.Experiment?.Arm,
                record.Duration.TotalMilliseconds,
                record.Overhead.TotalMilliseconds,
                record.Outcome);
        }
        else if (record.Failed.Count > 0)
        {
            _attempts.Finished(record);
        }
    }

    [LoggerMessage(
        3210,
        LogLevel.Information,
        "{RequestId} tenant={Tenant} user={User} model={Model} provider={Provider} status={Status} input={InputTokens} cached={CachedTokens} "
        + "output={OutputTokens} reasoning={ReasoningTokens} estimated={Estimated} cost_usd={CostUsd} attempts={Attempts} failed={Failed} "
        + "experiment={Experiment} arm={Arm} ms={DurationMs:0.###} "
        + "overhead_ms={OverheadMs:0.###} outcome={Outcome}")]
    private partial void Finished(
        string requestId,
        string tenant,
        string? user,
        string? model,
        string? provider,
        int status,
        long inputTokens,
        long cachedTokens,
        long outputTokens,
        long reasoningTokens,
        bool estimated,
        decimal costUsd,
        int attempts,
        string failed,
        string? experiment,
        string? arm,
        double durationMs,
        double overheadMs,
        string outcome);
}
