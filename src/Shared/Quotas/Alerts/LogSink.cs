using Microsoft.Extensions.Logging;

namespace Tollgate.Quotas.Alerts;

/// <summary>Tells the operator's log: a warning when little or nothing is left.</summary>
internal sealed class LogSink(ILogger<LogSink> log) : IAlertSink
{
    private const int WarningThreshold = 95;

    public string Name => "log";

    public Task<SinkAnswer> TellAsync(BudgetAlert alert, CancellationToken cancellation)
    {
        var name = alert.Name;
        if (alert.IsByRefusal)
        {
            AlertLog.Exhausted(log, name.Account.Id, name.Quota, alert.SpentUsd, alert.LimitUsd, alert.WindowEnd, alert.Id);
        }
        else
        {
            var level = name.Threshold >= WarningThreshold ? LogLevel.Warning : LogLevel.Information;
            AlertLog.Crossed(log, level, name.Account.Id, name.Quota, name.Threshold, alert.SpentUsd, alert.LimitUsd, alert.WindowEnd, alert.Id);
        }

        return Task.FromResult(SinkAnswer.Delivered);
    }
}
