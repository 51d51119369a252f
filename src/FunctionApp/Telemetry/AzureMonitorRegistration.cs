using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using Tollgate.Secrets;
using Tollgate.Telemetry;

namespace Tollgate.FunctionApp.Telemetry;

internal static class AzureMonitorRegistration
{
    /// <summary>
    /// Sends traces, metrics and structured logs to Application Insights where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> says so;
    /// with the app's identity where <c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c> tells the host to do so.
    /// </summary>
    public static IServiceCollection AddAzureMonitorExport(this IServiceCollection services, IConfiguration settings)
    {
        if (settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
        {
            return services;
        }

        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;

                // The line of a request is what the queries count: it goes out whether its trace was sampled or not.
                options.EnableTraceBasedLogsSampler = false;
            })
            .WithTracing(traces => traces.AddSource(TelemetryNames.Source))
            .WithMetrics(metrics => metrics.AddMeter(TelemetryNames.Source));
        if (settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] is { Length: > 0 })
        {
            // The worker's exporter does not read that setting.
            services.AddAzureIdentity()
                .AddOptions<AzureMonitorExporterOptions>()
                .Configure<TokenCredential>((options, credential) => options.Credential = credential);
        }

        return services;
    }
}
