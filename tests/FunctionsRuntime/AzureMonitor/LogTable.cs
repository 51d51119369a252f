using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Tollgate.FunctionsRuntime.AzureMonitor;

internal sealed class LogTable(ApplicationInsights sink) : BaseExporter<LogRecord>
{
    public override ExportResult Export(in Batch<LogRecord> batch)
    {
        foreach (var record in batch)
        {
            sink.Traces.Enqueue(new TelemetryRow(record.CategoryName ?? "", new Dictionary<string, object?>(record.Attributes ?? [])));
        }

        return ExportResult.Success;
    }
}
