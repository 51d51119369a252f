using Tollgate.Telemetry;

namespace Tollgate.Quotas.Alerts;

/// <summary>Counts alerts, for whoever builds alarms on metrics.</summary>
internal sealed class MetricSink(GatewayMetrics metrics) : IAlertSink
{
    public string Name => "metric";

    public Task<SinkAnswer> TellAsync(BudgetAlert alert, CancellationToken cancellation)
    {
        metrics.BudgetAlert(alert.ScopeName, alert.Name.Threshold);
        return Task.FromResult(SinkAnswer.Delivered);
    }
}
