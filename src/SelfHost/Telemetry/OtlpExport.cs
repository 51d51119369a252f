using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tollgate.Health;
using Tollgate.Telemetry;

namespace Tollgate.SelfHost.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP while the application runs, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so. The exporter reads
/// that and its other standard variables itself.
/// </summary>
internal sealed class OtlpExport : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("tollgate", serviceVersion: HealthReporter.Version);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(TelemetryNames.Source)
            .AddSource("Microsoft.AspNetCore")
            .AddSource("System.Net.Http")
            .AddOtlpExporter()
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(TelemetryNames.Source)
            .AddMeter("System.Runtime")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Disposing of the providers sends what they still hold.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
