using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Tollgate.FunctionsRuntime.AzureMonitor;

internal sealed class MetricTable(ApplicationInsights sink) : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var dimensions = new Dictionary<string, object?>();
                foreach (var (name, value) in point.Tags)
                {
                    dimensions[name] = value;
                }

                sink.CustomMetrics.Enqueue(new TelemetryRow(metric.Name, dimensions));
            }
        }

        return ExportResult.Success;
    }
}
