using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Tollgate.FunctionsRuntime.AzureMonitor;

namespace Azure.Monitor.OpenTelemetry.Exporter;

public static class OpenTelemetryBuilderExtensions
{
    /// <summary>Like the real one for all three signals, but that they go to <see cref="ApplicationInsights"/>.</summary>
    public static IOpenTelemetryBuilder UseAzureMonitorExporter(this IOpenTelemetryBuilder builder, Action<AzureMonitorExporterOptions> configureAzureMonitor)
    {
        builder.Services.Configure(configureAzureMonitor).TryAddSingleton<ApplicationInsights>();
        return builder
            .WithLogging(logs => logs.AddProcessor(services => new SimpleLogRecordExportProcessor(new LogTable(Sink(services)))))
            .WithTracing(traces => traces.SetSampler(new AlwaysOnSampler()).AddProcessor(services => new SimpleActivityExportProcessor(new SpanTable(Sink(services)))))
            .WithMetrics(metrics => metrics.AddReader(services => new BaseExportingMetricReader(new MetricTable(Sink(services)))));
    }

    private static ApplicationInsights Sink(IServiceProvider services) => services.GetRequiredService<ApplicationInsights>();
}
