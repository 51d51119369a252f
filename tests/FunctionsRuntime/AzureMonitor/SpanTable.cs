using System.Diagnostics;
using OpenTelemetry;

namespace Tollgate.FunctionsRuntime.AzureMonitor;

internal sealed class SpanTable(ApplicationInsights sink) : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var activity in batch)
        {
            sink.Dependencies.Enqueue(new TelemetryRow(activity.DisplayName, new Dictionary<string, object?>(activity.TagObjects)));
        }

        return ExportResult.Success;
    }
}
